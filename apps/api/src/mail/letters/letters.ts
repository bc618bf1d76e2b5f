import type { OwnMail } from '../mails.ts'
import { harmless, oneLine } from './harmless.ts'
import type { Block, House, Letter } from './letter.ts'

/** What we write to people. */
export function letterOf(mail: OwnMail, house: House): Letter {
  const write = LETTERS[mail.kind] as (mail: OwnMail, house: House) => Letter
  return write(mail, house)
}

const LETTERS: {
  [Kind in OwnMail['kind']]: (mail: Extract<OwnMail, { kind: Kind }>, house: House) => Letter
} = {
  confirm_address: ({ code }) => ({
    subject: 'Confirm your email address',
    preview: 'One code, and your account is ready.',
    title: 'Welcome. One step is left',
    blocks: [
      say('Enter this code where you signed up. It works once, for one hour.'),
      { kind: 'code', code },
      say('You did not sign up? Then you need to do nothing: without the code no account comes of it.'),
    ],
  }),

  reset_password: ({ code }) => ({
    subject: 'Your code for a new password',
    preview: 'It works once, for one hour.',
    title: 'Choose a new password',
    blocks: [
      say('Enter this code where you asked for it. It works once, for one hour.'),
      { kind: 'code', code },
      say('Give it to nobody: we never ask for it. You did not ask for it? Then your password stays as it is.'),
    ],
  }),

  password_changed: (_mail, house) => ({
    subject: 'Your password was changed',
    preview: 'Was it you? Then all is well.',
    title: 'Your password was changed',
    blocks: [
      say('Your account has a new password, and every other device was signed out.'),
      say('It was not you? Choose “Forgot password” on the sign-in page and take your account back now.'),
      signIn(house),
    ],
  }),

  new_device: ({ device, place, atMs }, house) => ({
    subject: 'New sign-in to your account',
    preview: 'Was it you? Then all is well.',
    title: 'A new device signed in',
    blocks: [
      say('Somebody signed in to your account on a device that we had not seen before.'),
      facts({ Device: harmless(device), ...(place && { Place: harmless(place) }), Time: timeOf(atMs) }),
      say('Was it you? Then all is well. If not, choose a new password: it signs every other device out.'),
      signIn(house),
    ],
  }),

  address_exists: (_mail, house) => ({
    subject: 'You have an account already',
    preview: 'Somebody tried to use your address for an account.',
    title: 'You have an account already',
    blocks: [
      say(
        'Somebody, perhaps you, tried to sign up with this address, or to give it to another account. It has one already, so nothing was changed.',
      ),
      say('Sign in as always; if you forgot your password, the sign-in page helps.'),
      signIn(house),
    ],
  }),

  confirm_new_address: ({ code }) => ({
    subject: 'Confirm your new email address',
    preview: 'One code, and your account uses this address.',
    title: 'Confirm your new address',
    blocks: [
      say('Enter this code in your profile, and your account uses this address. It works once, for one hour.'),
      { kind: 'code', code },
      say('You did not ask for it? Then you need to do nothing: somebody mistyped their own address.'),
    ],
  }),

  address_changed: ({ newEmailMasked }, { supportEmail }) => ({
    subject: 'Your email address was changed',
    preview: 'Your account uses another address now.',
    title: 'Your email address was changed',
    blocks: [
      say('Your account uses another address now, and this one no longer signs in.'),
      facts({ 'New address': oneLine(newEmailMasked) }),
      say(`It was not you? ${supportEmail ? `Write to ${supportEmail} at once.` : 'Tell your studio at once.'}`),
    ],
  }),

  google_linked: (_mail, house) => ({
    subject: 'Google now signs you in',
    preview: 'Was it you? Then all is well.',
    title: 'Google now signs you in',
    blocks: [
      say('You entered your password to confirm it: from now on your account opens with Google, too.'),
      say('It was not you? Choose “Forgot password” on the sign-in page: a new password ends this as well.'),
      signIn(house),
    ],
  }),

  account_suspended: ({ reason }, { supportEmail }) => ({
    subject: 'Your account is suspended',
    preview: 'For now it opens nothing.',
    title: 'Your account is suspended',
    blocks: [
      say('Your account was suspended: for now it opens nothing, and every device is signed out.'),
      ...(reason ? [facts({ Reason: reason })] : []),
      say(`You think that this is wrong? ${supportEmail ? `Write to ${supportEmail}.` : 'Tell your studio.'}`),
    ],
  }),

  account_reinstated: (_mail, house) => ({
    subject: 'Your account is open again',
    preview: 'Everything is as you left it.',
    title: 'Welcome back',
    blocks: [say('Your account is no longer suspended. Everything in it is as you left it.'), signIn(house)],
  }),

  account_deletion_requested: ({ untilMs }, house) => ({
    subject: 'Your account will be deleted',
    preview: 'Until then you can change your mind.',
    title: 'Your account will be deleted',
    blocks: [
      say('As you asked, your account and everything that we keep of you and your practice will be deleted.'),
      facts({ 'Deleted after': timeOf(untilMs) }),
      say('Until then you can change your mind: sign in, and keep your account.'),
      signIn(house),
    ],
  }),

  account_deleted: () => ({
    subject: 'Your account was deleted',
    preview: 'What we kept of you is gone.',
    title: 'Your account was deleted',
    blocks: [
      say('Your account is gone, and with it your profile, your practice and everything else that we kept of you.'),
      say('This is the last mail that we send you. Thank you for the time that you spent with us.'),
    ],
  }),

  refresh_token_reused: ({ device, atMs }, house) => ({
    subject: 'We ended a sign-in to your account',
    preview: 'It was used in two places at once.',
    title: 'We ended a sign-in',
    blocks: [
      say('A sign-in to your account was used in two places at once, as if somebody had copied it. We ended it.'),
      facts({ Device: harmless(device), Time: timeOf(atMs) }),
      say('Sign in again to go on. If you do not know why this happened, choose a new password as well.'),
      signIn(house),
    ],
  }),

  export_ready: ({ link, untilMs }) => ({
    subject: 'Your data is ready',
    preview: 'Everything that we keep of you, to take with you.',
    title: 'Your data is ready',
    blocks: [
      say('Everything that we keep of you is collected, as you asked. You can download it once.'),
      { kind: 'link', label: 'Download your data', url: link },
      facts({ 'Works until': timeOf(untilMs) }),
      say('You did not ask for it? Then somebody else may be signed in as you: choose a new password.'),
    ],
  }),

  newsletter_confirm: ({ link }, house) => ({
    subject: 'Confirm that you want our newsletter',
    preview: 'One press of a button, and it begins.',
    title: 'Would you like to hear from us?',
    blocks: [
      say('Somebody, we hope you, entered this address for our newsletter. It begins when you confirm it.'),
      { kind: 'link', label: 'Confirm my subscription', url: link },
      say('It was not you? Then you need to do nothing: without your confirmation you get no newsletter.'),
    ],
    why: `This address was entered in the newsletter form of ${new URL(house.frontendUrl).host}. The link is good for a week.`,
  }),

  newsletter_known: ({ link }, house) => ({
    subject: 'You get our newsletter already',
    preview: 'Nothing was changed.',
    title: 'You get our newsletter already',
    blocks: [
      say(
        'Somebody, perhaps you, entered this address for our newsletter. It gets it already, so nothing was changed.',
      ),
      say('You can choose what you hear of and how often, or end it.'),
      { kind: 'link', label: 'Open my preferences', url: link },
    ],
    why: `This address was entered in the newsletter form of ${new URL(house.frontendUrl).host}.`,
  }),

  practice_reminder: ({ link }, house) => ({
    subject: 'A moment for yourself',
    preview: 'This is the time that you chose.',
    title: 'A moment for yourself',
    blocks: [
      say('This is the time that you chose for your practice. A minute is enough, and another day is as good.'),
      { kind: 'link', label: 'Begin', url: `${house.frontendUrl}/` },
      { kind: 'link', label: 'No more reminders', url: link },
    ],
    why: `You chose this time in your profile on ${new URL(house.frontendUrl).host}. “No more reminders” ends them by one press.`,
  }),

  campaign_test: ({ letter }) => ({
    ...letter,
    subject: `[Test] ${letter.subject}`,
    why: 'A test: only you got this mail. In those that are sent, links to the preferences and the end of the newsletter stand here.',
  }),
}

function say(text: string): Block {
  return { kind: 'paragraph', text }
}

function facts(values: Record<string, string>): Block {
  return { kind: 'facts', facts: Object.entries(values).map(([name, value]) => ({ name, value })) }
}

function signIn({ frontendUrl }: House): Block {
  return { kind: 'link', label: 'Go to sign-in', url: `${frontendUrl}/sign-in` }
}

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

function timeOf(atMs: number): string {
  return `${TIME.format(atMs)} UTC`
}
