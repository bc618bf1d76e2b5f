import type { RecordedAct } from '@better-and-bliss/sdk'
import { AREAS, type Area } from './areas.ts'
import { t } from './messages.ts'

const WORDS: Record<string, string> = {
  'member.role_and_tier_set': t('roleSet'),
  'member.status_set': t('statusSet'),
  'member.deleted': t('memberDeleted'),
  'sign_in.revoked': t('signInEnded'),
  'account.signed_in': t('signedIn'),
  'account.sign_in_failed': t('signInFailed'),
  'account.linked': t('googleLinked'),
  'account.password_reset': t('passwordReset'),
  'account.password_changed': t('passwordChanged'),
  'account.email_changed': t('emailChanged'),
  'account.export_requested': t('exportRequested'),
  'account.deletion_requested': t('deletionRequested'),
  'account.deletion_cancelled': t('deletionCancelled'),
  'account.deleted': t('accountDeleted'),
  'newsletter.imported': t('imported'),
  'content.status_set': t('itemStatusSet'),
  'content.file_set': t('fileSet'),
  'content.file_removed': t('fileRemoved'),
  'content.file_restored': t('fileRestored'),
  'content.undeleted': t('itemTakenBack'),
  'content.purged': t('itemGone'),
}

const THINGS: Record<string, string> = {
  content: t('item'),
  upload: t('upload'),
  media_job: t('conversion'),
  category: t('category'),
  expert: t('expert'),
  series: t('seriesOne'),
  pattern: t('pattern'),
}

const VERBS: Record<string, string> = {
  created: t('verb_created'),
  changed: t('verb_changed'),
  deleted: t('verb_deleted'),
  placed: t('verb_placed'),
  ordered: t('verb_ordered'),
  begun: t('verb_begun'),
  removed: t('verb_removed'),
  retried: t('verb_retried'),
  cancelled: t('verb_cancelled'),
  picture_set: t('verb_picture_set'),
}

const AREA_NAMES: Record<Area, string> = {
  member: t('members'),
  account: t('accounts'),
  sign_in: t('signIns'),
  content: t('items'),
  upload: t('uploads'),
  media_job: t('conversions'),
  category: t('categories'),
  expert: t('experts'),
  series: t('seriesMany'),
  pattern: t('patterns'),
  newsletter: t('newsletter'),
}

/** What the record can be narrowed to. */
export const AREA_CHOICES = [
  { value: '', label: t('anyAct') },
  ...AREAS.map((value) => ({ value, label: AREA_NAMES[value] })),
]

/** What was done: `Category changed`. */
export function actWords(action: string): string {
  const [area = '', verb = ''] = action.split('.')
  return WORDS[action] ?? t('actOf', { thing: THINGS[area] ?? area, verb: VERBS[verb] ?? verb.replaceAll('_', ' ') })
}

const KINDS: Record<RecordedAct['actor_kind'], string> = {
  member: t('goneMember'),
  operator: t('operator'),
  system: t('theSystem'),
  database: t('theDatabase'),
}

export function actorWords({ actor_kind: kind, actor_name: name }: RecordedAct): string {
  return name ?? KINDS[kind]
}

/** `status: active`: what stood in a record, as one line a field. */
export function valueLines(value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [oneLine(value)]
  return Object.entries(value).map(([name, one]) => `${name.replaceAll('_', ' ')}: ${oneLine(one)}`)
}

function oneLine(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
