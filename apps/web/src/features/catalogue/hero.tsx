import type { ContentCard, User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ButtonLink } from '../../ui/button-link.tsx'
import { PlayIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { durationWords } from '../../ui/words.ts'
import type { Continuing } from './continuing.ts'
import styles from './hero.module.css'
import { t } from './messages.ts'
import { greeting, TYPE_NAMES } from './words.ts'

interface HeroProps {
  member: User | null | undefined
  /** What to begin with; undefined while it is on its way, null when there is nothing. */
  pick: ContentCard | null | undefined
  continuing: Continuing | undefined
  /** Why it is suggested. */
  reason?: string | undefined
  /** Takes it off the page. */
  onTakeOff?: (() => void) | null | undefined
}

/** The first thing one sees: an invitation, and a window that breathes. */
export function Hero({ member, pick, continuing, reason, onTakeOff }: HeroProps) {
  const shown = continuing?.item ?? pick
  return (
    <div className={styles.hero}>
      <div>
        {member === null ? <Invitation pick={pick} /> : <Welcome {...{ member, continuing, pick, onTakeOff }} />}
      </div>
      <div className={styles.stage}>
        <span className={styles.halo} aria-hidden="true" />
        <span className={styles.ripple} aria-hidden="true" />
        <div className={styles.window}>
          {shown !== undefined && <Picture src={shown?.thumbnail_url ?? null} seed={shown?.id ?? ''} eager />}
          <span className={styles.count} aria-hidden="true">
            <span>{t('in')}</span>
            <span>{t('out')}</span>
          </span>
        </div>
        {shown && (
          <Link to="/content/$id" params={{ id: shown.id }} className={styles.caption}>
            <PlayIcon size={18} />
            <span>
              <strong>{shown.title}</strong>
              <span className={styles.small}>{reason || captionOf(shown, continuing)}</span>
            </span>
          </Link>
        )}
      </div>
    </div>
  )
}

function Invitation({ pick }: Pick<HeroProps, 'pick'>) {
  return (
    <>
      <h1 className={styles.title}>{t('comeBack')}</h1>
      <p className={styles.lead}>{t('invitation')}</p>
      <p className={styles.actions}>
        <ButtonLink to="/sign-up" size="lg">
          {t('joinFree')}
        </ButtonLink>
        {pick !== null && (
          <ButtonLink to="/browse" size="lg" variant="default">
            {t('lookAround')}
          </ButtonLink>
        )}
      </p>
      {pick === null && <p className={styles.lead}>{t('stillFilled')}</p>}
    </>
  )
}

/** The name has a line of its own: until we know it, what stands below stays where it is. */
function Welcome({ member, continuing, pick, onTakeOff }: HeroProps) {
  const next = continuing?.item ?? pick
  if (next === null) return <WelcomeToNothing member={member} />
  return (
    <>
      <Greeting member={member} />
      <p className={styles.lead}>{continuing ? t('halfHeard') : t('followRing')}</p>
      <p className={styles.actions}>
        <ButtonLink to="/content/$id" params={{ id: next?.id ?? '' }} size="lg" disabled={!next}>
          {continuing ? t('goOn') : t('begin')}
        </ButtonLink>
        <ButtonLink to="/browse" size="lg" variant="default">
          {t('openLibrary')}
        </ButtonLink>
        {/* Where nothing can be taken off its room stays: it was there while that was not known. */}
        <Button
          size="lg"
          variant="subtle"
          className={onTakeOff === null ? styles.room : ''}
          disabled={!onTakeOff}
          {...(onTakeOff && { onClick: onTakeOff })}
        >
          {continuing ? t('notThisOne') : t('anotherOne')}
        </Button>
      </p>
    </>
  )
}

/** Nothing can be played yet; a session of breath needs nothing. */
function WelcomeToNothing({ member }: Pick<HeroProps, 'member'>) {
  return (
    <>
      <Greeting member={member} />
      <p className={styles.lead}>{t('stillFilling')}</p>
      <p className={styles.actions}>
        <ButtonLink to="/meditate" size="lg">
          {t('meditate')}
        </ButtonLink>
      </p>
    </>
  )
}

function Greeting({ member }: Pick<HeroProps, 'member'>) {
  return (
    <h1 className={styles.title}>
      {t('greetingThen', { greeting: greeting(new Date().getHours()) })}
      <br />
      {member ? `${member.name.split(' ')[0]}.` : <>&nbsp;</>}
    </h1>
  )
}

function captionOf(
  { content_type, duration_seconds, expert }: ContentCard,
  continuing: Continuing | undefined,
): string {
  if (continuing?.secondsLeft !== undefined) return t('left', { secondsLeft: durationWords(continuing.secondsLeft) })
  return [TYPE_NAMES[content_type], duration_seconds && durationWords(duration_seconds), expert?.name]
    .filter(Boolean)
    .join(' · ')
}
