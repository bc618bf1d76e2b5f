import { deleteMember, exportMember, keepMember, type StudioMemberDetail } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { answerOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { momentWords } from '../../../ui/words.ts'
import styles from '../shared/page.module.css'
import { t } from './messages.ts'
import { useMemberAct } from './use-member-act.ts'
import { nameOf } from './words.ts'

/** What members may ask for of what is kept of them, where they ask by letter or telephone. */
export function DataPanel({ member }: { member: StudioMemberDetail }) {
  const act = useMemberAct()
  const { id, deletion_at: deletionAt, export_waits: waits } = member
  const name = nameOf(member)
  const requestExport = () => answerOf(exportMember({ path: { id } }))
  return (
    <Panel title={t('data')}>
      <div className={styles.fields}>
        <p className={styles.quiet}>{t('dataHint')}</p>
        <div className={styles.actions}>
          <Button
            variant="default"
            disabled={waits}
            loading={act.isPending}
            onClick={() => act.mutate({ act: requestExport, done: t('mailWhenReady', { name }) })}
          >
            {waits ? t('copyBeingMade') : t('makeCopy')}
          </Button>
        </div>
        {deletionAt ? (
          <>
            <p>{t('deletedOn', { when: momentWords(deletionAt) })}</p>
            <div className={styles.actions}>
              <Button
                loading={act.isPending}
                onClick={() =>
                  act.mutate({ act: () => answerOf(keepMember({ path: { id } })), done: t('stays', { name }) })
                }
              >
                {t('keepAccount')}
              </Button>
            </div>
          </>
        ) : (
          <div className={styles.actions}>
            <Confirmed
              action={t('deleteAccount')}
              title={t('deleteAsk', { name })}
              confirm={t('yesDelete')}
              isPending={act.isPending}
              onConfirm={() =>
                act.mutateAsync({
                  act: () => answerOf(deleteMember({ path: { id } })),
                  done: t('deletedSoon', { name }),
                })
              }
            >
              {t('deleteHint')}
            </Confirmed>
          </div>
        )}
      </div>
    </Panel>
  )
}
