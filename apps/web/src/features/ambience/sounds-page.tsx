import { Button, NativeSelect } from '@mantine/core'
import styles from '../../ui/card-page.module.css'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { SLEEP_CHOICES, sleepWords } from '../streaming/controls/sleep/sleep-timer.ts'
import { useNowPlayingView } from '../streaming/now-playing/use-now-playing.ts'
import { t } from './messages.ts'
import { MixerFields } from './mixer-fields.tsx'
import { useAmbience, useAmbienceView } from './use-ambience.ts'

const MINUTES = SLEEP_CHOICES.filter((choice) => typeof choice === 'number')

/** The mixer: sounds alone, or under what plays. */
export function SoundsPage() {
  const ambience = useAmbience()
  const { mix, isPlaying, sleep } = useAmbienceView()
  const { play } = useNowPlayingView()
  return (
    <div className={styles.page}>
      <PageTitle>{t('sounds')}</PageTitle>
      <PageHead title={t('sounds')}>{t('lead')}</PageHead>
      <div className={styles.card}>
        <MixerFields mix={mix} onToggle={ambience.toggle} onLevel={ambience.setLevel} />
        <Button
          size="lg"
          fullWidth
          disabled={mix.length === 0}
          onClick={() => (isPlaying ? ambience.pause() : ambience.play())}
        >
          {isPlaying ? t('pause') : t('play')}
        </Button>
        {play ? (
          <p>{t('sleepFades', { title: play.item.title })}</p>
        ) : (
          <NativeSelect
            label={t('sleepTimer')}
            description={sleep.isFading ? t('fading') : leftWords(sleep.leftMinutes)}
            value={String(sleep.choice ?? '')}
            data={[
              { value: '', label: t('off') },
              ...MINUTES.map((minutes) => ({ value: String(minutes), label: sleepWords(minutes) })),
            ]}
            onChange={({ currentTarget: { value } }) => ambience.chooseSleep(value ? Number(value) : null)}
          />
        )}
      </div>
    </div>
  )
}

function leftWords(minutes: number): string {
  return minutes > 0 ? t('minutesLeft', { minutes }) : t('fadeOut')
}
