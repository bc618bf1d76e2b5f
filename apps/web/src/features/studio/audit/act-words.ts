import type { RecordedAct } from '@better-and-bliss/sdk'

const WORDS: Record<string, string> = {
  'member.role_and_tier_set': 'Plan or role set',
  'member.status_set': 'Suspended or reinstated',
  'member.deleted': 'Member deleted',
  'sign_in.revoked': 'Sign-in ended',
  'account.signed_in': 'Signed in',
  'account.sign_in_failed': 'Sign-in failed',
  'account.linked': 'Google linked',
  'account.password_reset': 'Password reset',
  'account.password_changed': 'Password changed',
  'account.email_changed': 'Email changed',
  'account.export_requested': 'Copy of the data asked for',
  'account.deletion_requested': 'Deletion asked for',
  'account.deletion_cancelled': 'Deletion taken back',
  'account.deleted': 'Account deleted',
  'newsletter.imported': 'Subscribers imported',
  'content.status_set': 'Item published or taken back',
  'content.file_set': 'File of an item set',
  'content.file_removed': 'File of an item removed',
  'content.file_restored': 'Former file of an item brought back',
  'content.undeleted': 'Item taken back',
  'content.purged': 'Item gone for good',
}

const THINGS: Record<string, string> = {
  content: 'Item',
  upload: 'Upload',
  media_job: 'Conversion',
  category: 'Category',
  expert: 'Expert',
  series: 'Series',
  pattern: 'Breathing pattern',
}

/** The areas that acts are of, by the first word of their names. */
export const AREAS = [
  { value: '', label: 'Any act' },
  { value: 'member', label: 'Members' },
  { value: 'account', label: 'Accounts' },
  { value: 'sign_in', label: 'Sign-ins' },
  { value: 'content', label: 'Items' },
  { value: 'upload', label: 'Uploads' },
  { value: 'media_job', label: 'Conversions' },
  { value: 'category', label: 'Categories' },
  { value: 'expert', label: 'Experts' },
  { value: 'series', label: 'Series' },
  { value: 'pattern', label: 'Breathing patterns' },
  { value: 'newsletter', label: 'Newsletter' },
]

/** What was done: `Category changed`. */
export function actWords(action: string): string {
  const [area = '', verb = ''] = action.split('.')
  return WORDS[action] ?? `${THINGS[area] ?? area} ${verb.replaceAll('_', ' ')}`
}

const KINDS: Record<RecordedAct['actor_kind'], string> = {
  member: 'A member who is gone',
  operator: 'A command on the machine',
  system: 'The system',
  database: 'The database',
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
