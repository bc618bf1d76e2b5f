import { type Language, partsOfDeviceName } from '@better-and-bliss/membership'
import { placeWords } from '../../text/place-words.ts'
import type { OwnMail } from '../mails.ts'
import { harmless, oneLine } from './harmless.ts'
import type { Block, House, Letter } from './letter.ts'
import type { LetterWords } from './words/en.ts'
import { WORDS } from './words/words.ts'

/** What we write to people. A letter of the studio's own words stays in the language that it was written in. */
export function letterOf(mail: OwnMail, house: House, language: Language): Letter {
  const write = LETTERS[mail.kind] as (mail: OwnMail, around: Around) => Omit<Letter, 'language'>
  return { language, ...write(mail, { ...house, language, words: WORDS[language] }) }
}

interface Around extends House {
  language: Language
  words: LetterWords
}

const LETTERS: {
  [Kind in OwnMail['kind']]: (
    mail: Extract<OwnMail, { kind: Kind }>,
    around: Around,
  ) => Omit<Letter, 'language'> & Partial<Pick<Letter, 'language'>>
} = {
  confirm_address: ({ code }, { words: { confirm_address: says } }) => ({
    ...headOf(says),
    blocks: [say(says.enter), { kind: 'code', code }, say(says.notYou)],
  }),

  reset_password: ({ code }, { words: { reset_password: says } }) => ({
    ...headOf(says),
    blocks: [say(says.enter), { kind: 'code', code }, say(says.notYou)],
  }),

  password_changed: (_mail, around) => {
    const { common, password_changed: says } = around.words
    const blocks = [say(says.changed), say(says.notYou), signIn(around)]
    return { ...headOf({ ...says, preview: common.allIsWell }), blocks }
  },

  new_device: ({ device, country, atMs }, around) => {
    const { common, new_device: says } = around.words
    const place = placeWords(country, around.language)
    const known = facts({
      [common.device]: deviceIn(common, device),
      ...(place && { [common.place]: place }),
      [common.time]: timeOf(atMs, around.language),
    })
    const blocks = [say(says.signedIn), known, say(says.notYou), signIn(around)]
    return { ...headOf({ ...says, preview: common.allIsWell }), blocks }
  },

  address_exists: (_mail, around) => {
    const says = around.words.address_exists
    return { ...headOf(says), blocks: [say(says.tried), say(says.asAlways), signIn(around)] }
  },

  confirm_new_address: ({ code }, { words: { confirm_new_address: says } }) => ({
    ...headOf(says),
    blocks: [say(says.enter), { kind: 'code', code }, say(says.notYou)],
  }),

  address_changed: ({ newEmailMasked }, { words: { address_changed: says }, supportEmail }) => ({
    ...headOf(says),
    blocks: [say(says.changed), facts({ [says.newAddress]: oneLine(newEmailMasked) }), say(says.notYou(supportEmail))],
  }),

  google_linked: (_mail, around) => {
    const { common, google_linked: says } = around.words
    const blocks = [say(says.linked), say(says.notYou), signIn(around)]
    return { ...headOf({ ...says, preview: common.allIsWell }), blocks }
  },

  account_suspended: ({ reason }, { words: { account_suspended: says }, supportEmail }) => ({
    ...headOf(says),
    blocks: [say(says.suspended), ...(reason ? [facts({ [says.reason]: reason })] : []), say(says.wrong(supportEmail))],
  }),

  account_reinstated: (_mail, around) => {
    const says = around.words.account_reinstated
    return { ...headOf(says), blocks: [say(says.open), signIn(around)] }
  },

  account_deletion_requested: ({ untilMs }, around) => {
    const says = around.words.account_deletion_requested
    const until = facts({ [says.deletedAfter]: timeOf(untilMs, around.language) })
    return { ...headOf(says), blocks: [say(says.asked), until, say(says.changeYourMind), signIn(around)] }
  },

  account_deleted: (_mail, { words: { account_deleted: says } }) => ({
    ...headOf(says),
    blocks: [say(says.gone), say(says.thanks)],
  }),

  refresh_token_reused: ({ device, atMs }, around) => {
    const { common, refresh_token_reused: says } = around.words
    const known = facts({ [common.device]: deviceIn(common, device), [common.time]: timeOf(atMs, around.language) })
    return { ...headOf(says), blocks: [say(says.used), known, say(says.goOn), signIn(around)] }
  },

  export_ready: ({ link, untilMs }, { language, words: { export_ready: says } }) => ({
    ...headOf(says),
    blocks: [
      say(says.collected),
      { kind: 'link', label: says.download, url: link },
      facts({ [says.until]: timeOf(untilMs, language) }),
      say(says.notYou),
    ],
  }),

  newsletter_confirm: ({ link }, { words: { newsletter_confirm: says }, frontendUrl }) => ({
    ...headOf(says),
    blocks: [say(says.asked), { kind: 'link', label: says.confirm, url: link }, say(says.notYou)],
    why: says.why(new URL(frontendUrl).host),
  }),

  newsletter_known: ({ link }, { words: { newsletter_known: says }, frontendUrl }) => ({
    ...headOf(says),
    blocks: [say(says.asked), say(says.choose), { kind: 'link', label: says.preferences, url: link }],
    why: says.why(new URL(frontendUrl).host),
  }),

  practice_reminder: ({ link }, { words: { practice_reminder: says }, frontendUrl }) => ({
    ...headOf(says),
    blocks: [
      say(says.now),
      { kind: 'link', label: says.begin, url: `${frontendUrl}/` },
      { kind: 'link', label: says.off, url: link },
    ],
    why: says.why(new URL(frontendUrl).host),
  }),

  campaign_test: ({ letter }) => {
    const says = WORDS[letter.language].campaign
    return { ...letter, subject: says.test(letter.subject), why: says.whyTest }
  },
}

function headOf({ subject, preview, title }: Pick<Letter, 'subject' | 'preview' | 'title'>) {
  return { subject, preview, title }
}

function say(text: string): Block {
  return { kind: 'paragraph', text }
}

function facts(values: Record<string, string>): Block {
  return { kind: 'facts', facts: Object.entries(values).map(([name, value]) => ({ name, value })) }
}

/** Clients choose what they call themselves. */
function deviceIn({ deviceOn, unknownDevice }: LetterWords['common'], device: string): string {
  const { app, system } = partsOfDeviceName(device)
  return harmless(app && system ? deviceOn(app, system) : (app ?? unknownDevice))
}

function signIn({ frontendUrl, words }: Around): Block {
  return { kind: 'link', label: words.common.signIn, url: `${frontendUrl}/sign-in` }
}

const TIME: Record<Language, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }),
  de: new Intl.DateTimeFormat('de', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }),
}

function timeOf(atMs: number, language: Language): string {
  return `${TIME[language].format(atMs)} UTC`
}
