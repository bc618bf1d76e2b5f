import { TIERS } from '@better-and-bliss/membership'
import { type StudioMemberDetail, setMemberRole, setMemberTier } from '@better-and-bliss/sdk'
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { answerOf } from '../../../api/answer.ts'
import { Panel } from '../../../ui/panel.tsx'
import { TIER_WORDS } from '../../../ui/tier-words.ts'
import styles from '../shared/page.module.css'
import { t } from './messages.ts'
import { Suspension } from './suspension.tsx'
import { TASKS } from './tasks.ts'
import { useMemberAct } from './use-member-act.ts'
import { nameOf, ROLE_NAMES, taskOf } from './words.ts'

interface AccountPanelProps {
  member: StudioMemberDetail
  /** Whether whoever looks changes plans and roles. */
  mayManage: boolean
}

/** What a member may do, and whether they may come in. */
export function AccountPanel({ member, mayManage }: AccountPanelProps) {
  return (
    <Panel title={t('account')}>
      <div className={styles.fields}>
        {mayManage ? (
          <Choices member={member} />
        ) : (
          <dl className={styles.facts}>
            <dt>{t('plan')}</dt>
            <dd>{TIER_WORDS[member.subscription_tier]}</dd>
            <dt>{t('role')}</dt>
            <dd>{ROLE_NAMES[member.role]}</dd>
          </dl>
        )}
        <Suspension member={member} />
      </div>
    </Panel>
  )
}

function Choices({ member }: { member: StudioMemberDetail }) {
  const act = useMemberAct()
  const { id } = member
  const setTier = (value: string) => {
    const tier = TIERS.find((one) => one === value)
    if (!tier) return
    const done = t('hasPlan', { name: nameOf(member), plan: TIER_WORDS[tier] })
    act.mutate({ act: () => answerOf(setMemberTier({ path: { id }, body: { tier } })), done })
  }
  const setTask = (value: string) => {
    const task = TASKS.find((one) => one === value) ?? null
    const done = task
      ? t('hasTask', { name: nameOf(member), role: ROLE_NAMES[task] })
      : t('hasNoTask', { name: nameOf(member) })
    act.mutate({ act: () => answerOf(setMemberRole({ path: { id }, body: { task } })), done })
  }
  return (
    <>
      <Choice
        key={`plan ${member.subscription_tier}`}
        label={t('plan')}
        change={t('changePlan')}
        data={TIERS.map((value) => ({ value, label: TIER_WORDS[value] }))}
        value={member.subscription_tier}
        isPending={act.isPending}
        onChange={setTier}
      />
      <Choice
        key={`role ${member.role}`}
        label={t('role')}
        change={t('changeRole')}
        data={[{ value: '', label: t('member') }, ...TASKS.map((value) => ({ value, label: ROLE_NAMES[value] }))]}
        value={taskOf(member) ?? ''}
        isPending={act.isPending}
        onChange={setTask}
      />
    </>
  )
}

interface ChoiceProps {
  label: string
  /** What the button does, for those who do not see beside what it stands. */
  change: string
  data: { value: string; label: string }[]
  /** What is stored. */
  value: string
  isPending: boolean
  onChange: (value: string) => void
}

/** Nothing is changed before the button is pressed: an arrow key takes each choice on the way, too. */
function Choice({ label, change, data, value, isPending, onChange }: ChoiceProps) {
  const [chosen, setChosen] = useState(value)
  const send = (event: FormEvent) => {
    event.preventDefault()
    onChange(chosen)
  }
  return (
    <form onSubmit={send} className={styles.choice}>
      <NativeSelect
        label={label}
        data={data}
        value={chosen}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <Button type="submit" variant="default" aria-label={change} disabled={chosen === value} loading={isPending}>
        {t('change')}
      </Button>
    </form>
  )
}
