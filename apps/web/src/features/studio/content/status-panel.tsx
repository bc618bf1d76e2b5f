import {
  deleteContent,
  duplicateContent,
  type StudioContent,
  type StudioStatusChange,
  setContentStatus,
  undeleteContent,
} from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useStepUp } from '../shared/step-up.tsx'
import type { Status } from './content-search.ts'
import styles from './editor.module.css'
import { t } from './messages.ts'
import { contentQuery, LISTS } from './queries.ts'
import { ScheduleForm } from './schedule-form.tsx'
import type { Editing } from './use-draft.ts'
import { stateWords } from './words.ts'

interface StatusPanelProps {
  item: StudioContent
  editing: Pick<Editing, 'isChanged' | 'saveIfChanged'>
  onCopy: (id: string) => void
}

/** How an item stands, and what can become of it. */
export function StatusPanel({ item, editing, onCopy }: StatusPanelProps) {
  const { id } = item
  const act = useAct(id)
  const isOpen = (item.status === 'published' || item.status === 'unlisted') && item.deleted_at === null
  return (
    <Panel title={t('status')}>
      <div className={styles.fields}>
        <p>{stateWords(item)}</p>
        {isOpen && (
          <p>
            <Link to="/content/$id" params={{ id }}>
              {t('openPage')}
            </Link>
          </p>
        )}
        {item.deleted_at ? (
          item.may_edit && (
            <Button
              loading={act.isPending}
              onClick={() => act.mutate(() => answerOf(undeleteContent({ path: { id } })))}
            >
              {t('takeBack')}
            </Button>
          )
        ) : (
          <Steps item={item} editing={editing} act={act} />
        )}
        {item.may_edit && !item.deleted_at && <Further item={item} editing={editing} act={act} onCopy={onCopy} />}
      </div>
    </Panel>
  )
}

type Act = ReturnType<typeof useAct>

/** Does something to the item, and shows what it is afterwards. */
function useAct(id: string) {
  const queries = useQueryClient()
  const toasts = useToasts()
  return useMutation({
    mutationFn: (work: () => Promise<StudioContent>) => work(),
    onSuccess: (changed) => {
      if (changed.id === id) queries.setQueryData(contentQuery(id).queryKey, changed)
      void queries.invalidateQueries({ queryKey: LISTS })
    },
    onError: (error) => {
      toasts.say(wordsOf(error, t('wentWrong')))
      // Somebody else was quicker: what is shown is not what it is.
      void queries.invalidateQueries({ queryKey: contentQuery(id).queryKey })
    },
  })
}

const STEP_NAMES: Record<Exclude<Status, 'scheduled'>, string> = {
  published: t('publish'),
  unlisted: t('makeUnlisted'),
  draft: t('backToDraft'),
  archived: t('archive'),
}

function Steps({ item, editing, act }: Omit<StatusPanelProps, 'onCopy'> & { act: Act }) {
  const { id, may_publish: mayPublish, may_edit: mayEdit } = item
  const set = (body: StudioStatusChange) =>
    act.mutate(async () => {
      await editing.saveIfChanged()
      return answerOf(setContentStatus({ path: { id }, body: { ...body, from: item.status } }))
    })
  const shows = mayPublish ? (['published', 'unlisted'] as const) : []
  const steps = [...shows, 'draft' as const, 'archived' as const].filter((status) => status !== item.status)
  const mayAsk = mayEdit && !mayPublish && item.status !== 'published' && item.review_requested_at === null
  return (
    <>
      <div className={styles.actions}>
        {mayAsk && (
          <Button loading={act.isPending} onClick={() => set({ status: 'published' })}>
            {t('askReview')}
          </Button>
        )}
        {steps.map((status) => (
          <Button
            key={status}
            variant={status === 'published' ? 'filled' : 'default'}
            loading={act.isPending}
            onClick={() => set({ status })}
          >
            {STEP_NAMES[status]}
          </Button>
        ))}
      </div>
      {mayPublish && item.status !== 'published' && (
        <ScheduleForm
          item={item}
          isPending={act.isPending}
          onSchedule={(time) => set({ status: 'scheduled', ...time })}
        />
      )}
    </>
  )
}

function Further({ item, editing, act, onCopy }: StatusPanelProps & { act: Act }) {
  const { id, title } = item
  const withStepUp = useStepUp()
  const copy = async () => {
    const made = await act.mutateAsync(async () => {
      await editing.saveIfChanged()
      return answerOf(duplicateContent({ path: { id } }))
    })
    onCopy(made.id)
  }
  return (
    <div className={styles.actions}>
      {editing.isChanged ? (
        <Confirmed
          action={t('duplicate')}
          title={t('saveFirst')}
          confirm={t('saveAndDuplicate')}
          cancel={t('notNow')}
          isPending={act.isPending}
          isHarmless
          onConfirm={copy}
        >
          {t('saveFirstHint')}
        </Confirmed>
      ) : (
        <Button variant="default" loading={act.isPending} onClick={() => void copy().catch(() => undefined)}>
          {t('duplicate')}
        </Button>
      )}
      <Confirmed
        action={t('delete')}
        title={t('deleteItem', { title })}
        confirm={t('yesDelete')}
        isPending={act.isPending}
        onConfirm={() => act.mutateAsync(() => withStepUp(() => answerOf(deleteContent({ path: { id } }))))}
      >
        {t('deleteItemHint')}
      </Confirmed>
    </div>
  )
}
