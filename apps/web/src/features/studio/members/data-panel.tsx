import { deleteMember, exportMember, keepMember, type StudioMemberDetail } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { answerOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { momentWords } from '../../../ui/words.ts'
import styles from '../shared/page.module.css'
import { useMemberAct } from './use-member-act.ts'
import { nameOf } from './words.ts'

/** What members may ask for of what is kept of them, where they ask by letter or telephone. */
export function DataPanel({ member }: { member: StudioMemberDetail }) {
  const act = useMemberAct()
  const { id, deletion_at: deletionAt, export_waits: waits } = member
  const name = nameOf(member)
  const requestExport = () => answerOf(exportMember({ path: { id } }))
  return (
    <Panel title="Data, on their request">
      <div className={styles.fields}>
        <p className={styles.quiet}>
          A copy of everything that is kept of them: they get a mail, and they alone can download it.
        </p>
        <div className={styles.actions}>
          <Button
            variant="default"
            disabled={waits}
            loading={act.isPending}
            onClick={() => act.mutate({ act: requestExport, done: `${name} gets a mail when the copy is ready.` })}
          >
            {waits ? 'A copy is being made' : 'Make a copy for them'}
          </Button>
        </div>
        {deletionAt ? (
          <>
            <p>The account is deleted on {momentWords(deletionAt)}, with everything in it.</p>
            <div className={styles.actions}>
              <Button
                loading={act.isPending}
                onClick={() =>
                  act.mutate({ act: () => answerOf(keepMember({ path: { id } })), done: `${name} stays.` })
                }
              >
                Keep the account
              </Button>
            </div>
          </>
        ) : (
          <div className={styles.actions}>
            <Confirmed
              action="Delete the account"
              title={`Delete the account of ${name}?`}
              confirm="Yes, delete it"
              isPending={act.isPending}
              onConfirm={() =>
                act.mutateAsync({
                  act: () => answerOf(deleteMember({ path: { id } })),
                  done: `${name} is deleted in seven days.`,
                })
              }
            >
              They are signed out everywhere and told by mail. For seven days they, or you, can keep the account; then
              everything that is kept of them goes for good.
            </Confirmed>
          </div>
        )}
      </div>
    </Panel>
  )
}
