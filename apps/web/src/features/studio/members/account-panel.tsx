import { TIER_NAMES, TIERS } from '@better-and-bliss/membership'
import { type StudioMemberDetail, setMemberRole, setMemberTier } from '@better-and-bliss/sdk'
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { answerOf } from '../../../api/answer.ts'
import { Panel } from '../../../ui/panel.tsx'
import styles from '../shared/page.module.css'
import { Suspension } from './suspension.tsx'
import { useMemberAct } from './use-member-act.ts'
import { nameOf, ROLE_NAMES, TASKS, taskOf } from './words.ts'

interface AccountPanelProps {
  member: StudioMemberDetail
  /** Whether whoever looks changes plans and roles. */
  mayManage: boolean
}

/** What a member may do, and whether they may come in. */
export function AccountPanel({ member, mayManage }: AccountPanelProps) {
  return (
    <Panel title="Account">
      <div className={styles.fields}>
        {mayManage ? (
          <Choices member={member} />
        ) : (
          <dl className={styles.facts}>
            <dt>Plan</dt>
            <dd>{TIER_NAMES[member.subscription_tier]}</dd>
            <dt>Role</dt>
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
    const done = `${nameOf(member)} has the plan ${TIER_NAMES[tier]} now.`
    act.mutate({ act: () => answerOf(setMemberTier({ path: { id }, body: { tier } })), done })
  }
  const setTask = (value: string) => {
    const task = TASKS.find((one) => one === value) ?? null
    const done = task ? `${nameOf(member)}: ${ROLE_NAMES[task]}.` : `${nameOf(member)} has no task in the studio now.`
    act.mutate({ act: () => answerOf(setMemberRole({ path: { id }, body: { task } })), done })
  }
  return (
    <>
      <Choice
        key={`plan ${member.subscription_tier}`}
        label="Plan"
        data={TIERS.map((value) => ({ value, label: TIER_NAMES[value] }))}
        value={member.subscription_tier}
        isPending={act.isPending}
        onChange={setTier}
      />
      <Choice
        key={`role ${member.role}`}
        label="Role"
        data={[{ value: '', label: 'Member' }, ...TASKS.map((value) => ({ value, label: ROLE_NAMES[value] }))]}
        value={taskOf(member) ?? ''}
        isPending={act.isPending}
        onChange={setTask}
      />
    </>
  )
}

interface ChoiceProps {
  label: string
  data: { value: string; label: string }[]
  /** What is stored. */
  value: string
  isPending: boolean
  onChange: (value: string) => void
}

/** Nothing is changed before the button is pressed: an arrow key takes each choice on the way, too. */
function Choice({ label, data, value, isPending, onChange }: ChoiceProps) {
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
      <Button
        type="submit"
        variant="default"
        aria-label={`Change the ${label.toLowerCase()}`}
        disabled={chosen === value}
        loading={isPending}
      >
        Change
      </Button>
    </form>
  )
}
