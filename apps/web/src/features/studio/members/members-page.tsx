import type { StudioMemberPage } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Pager, StudioTable } from '../shared/table.tsx'
import { COLUMNS } from './columns.tsx'
import { MemberFilters } from './member-filters.tsx'
import { isNarrowed, type MemberSearch, type MemberSort, sortedBy } from './member-search.ts'
import { t } from './messages.ts'
import { membersQuery } from './queries.ts'

interface MembersPageProps {
  search: MemberSearch
  onSearch: (search: MemberSearch) => void
}

/** Everybody who is a member. */
export function MembersPage({ search, onSearch }: MembersPageProps) {
  const list = useQuery(membersQuery(search))
  return (
    <>
      <PageTitle>{t('members')}</PageTitle>
      <PageHead title={t('members')}>{t('membersHint')}</PageHead>
      <MemberFilters search={search} onSearch={onSearch} />
      <Fetched
        query={list}
        loading={t('fetchingMembers')}
        name={t('listOfMembers')}
        isEmpty={({ total }) => total === 0}
        empty={<Nothing search={search} />}
      >
        {(page) => <Members search={search} page={page} isOld={list.isPlaceholderData} onSearch={onSearch} />}
      </Fetched>
    </>
  )
}

function Nothing({ search }: { search: MemberSearch }) {
  if (!isNarrowed(search)) return <Notice title={t('noMemberYet')}>{t('noMemberYetHint')}</Notice>
  return (
    <Notice title={t('noSuchMember')} action={<ButtonLink to="/studio/members">{t('seeAllMembers')}</ButtonLink>}>
      {t('nobodyFits')}
    </Notice>
  )
}

interface MembersProps extends MembersPageProps {
  page: StudioMemberPage
  isOld: boolean
}

function Members({ search, page, isOld, onSearch }: MembersProps) {
  const { members, total, has_uncounted: hasUncounted, limit, offset } = page
  const { page: _page, ...others } = search
  return (
    <>
      <StudioTable
        caption={t('members')}
        columns={COLUMNS}
        rows={members}
        idOf={({ id }) => id}
        sorted={sortedBy(search)}
        onSort={(sort, order) => onSearch({ ...others, sort: sort as MemberSort, order })}
        isOld={isOld}
      />
      <Pager
        name={t('membersInSentence')}
        offset={offset}
        limit={limit}
        total={total}
        isAtLeast={hasUncounted}
        linkTo={(to) => ({ to: '/studio/members', search: to === 1 ? others : { ...others, page: String(to) } })}
      />
    </>
  )
}
