import { exportActs, type RecordedActPage } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { saveAs } from '../../../api/save-as.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import styles from '../shared/page.module.css'
import { Pager, StudioTable } from '../shared/table.tsx'
import { ActFilters } from './act-filters.tsx'
import { type ActSearch, isNarrowed, toActFilters } from './act-search.ts'
import { ChainPanel } from './chain-panel.tsx'
import { COLUMNS } from './columns.tsx'
import { t } from './messages.ts'
import { actsQuery } from './queries.ts'

interface AuditPageProps {
  search: ActSearch
  onSearch: (search: ActSearch) => void
}

/** Who did what. */
export function AuditPage({ search, onSearch }: AuditPageProps) {
  const acts = useQuery(actsQuery(search))
  return (
    <>
      <PageTitle>{t('record')}</PageTitle>
      <div className={styles.head}>
        <PageHead title={t('record')}>{t('recordHint')}</PageHead>
        <SaveActs search={search} />
      </div>
      <ActFilters search={search} onSearch={onSearch} />
      <Fetched
        query={acts}
        loading={t('fetchingRecord')}
        name={t('theRecord')}
        isEmpty={({ total }) => total === 0}
        empty={<Nothing search={search} />}
      >
        {(page) => <Acts search={search} page={page} isOld={acts.isPlaceholderData} />}
      </Fetched>
      {/* Below the list: before it, it would be pushed away. */}
      {acts.data && <ChainPanel />}
    </>
  )
}

function SaveActs({ search }: { search: ActSearch }) {
  const toasts = useToasts()
  const saving = useMutation({
    mutationFn: async () =>
      saveAs(await answerOf(exportActs({ query: toActFilters(search), parseAs: 'blob' })), 'acts.csv'),
    onError: (error) => toasts.say(wordsOf(error, t('wentWrong'))),
  })
  return (
    <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate()}>
      {t('saveCsv')}
    </Button>
  )
}

function Nothing({ search }: { search: ActSearch }) {
  if (!isNarrowed(search)) return <Notice title={t('nothingYet')}>{t('nothingYetHint')}</Notice>
  return (
    <Notice title={t('noSuchAct')} action={<ButtonLink to="/studio/audit">{t('seeAllActs')}</ButtonLink>}>
      {t('noneFits')}
    </Notice>
  )
}

function Acts({ search, page, isOld }: { search: ActSearch; page: RecordedActPage; isOld: boolean }) {
  const { acts, total, has_uncounted: hasUncounted, limit, offset } = page
  const { page: _page, ...others } = search
  return (
    <>
      <StudioTable
        caption={t('acts')}
        columns={COLUMNS}
        rows={acts}
        idOf={({ id }) => id}
        sorted={{ sort: 'at', order: 'desc' }}
        onSort={() => {}}
        isOld={isOld}
      />
      <Pager
        name={t('actsInSentence')}
        offset={offset}
        limit={limit}
        total={total}
        isAtLeast={hasUncounted}
        linkTo={(to) => ({ to: '/studio/audit', search: to === 1 ? others : { ...others, page: String(to) } })}
      />
    </>
  )
}
