import { Link } from '@tanstack/react-router'
import { CloseIcon, PauseIcon, PlayIcon, ToneIcon } from '../../ui/icons.tsx'
import { SleepChip } from '../streaming/controls/sleep/sleep-chip.tsx'
import styles from './ambience-bar.module.css'
import { t } from './messages.ts'
import { mixWords } from './sounds.ts'
import { useAmbience, useAmbienceView } from './use-ambience.ts'

/** Sounds that are heard alone, at the foot of all pages. Their names lead to the mixer. */
export function AmbienceBar() {
  const ambience = useAmbience()
  const { mix, isPlaying, isOpen, sleep } = useAmbienceView()
  if (!isOpen || mix.length === 0) return null
  const words = mixWords(mix)
  return (
    <aside className={styles.bar} data-ambience aria-label={t('ambientSounds')}>
      <ToneIcon size={22} />
      <Link to="/sounds" className={styles.title} aria-label={t('openMixer', { words })}>
        {words}
      </Link>
      <SleepChip sleep={{ ...sleep, choose: () => ambience.chooseSleep(null) }} />
      <button
        type="button"
        aria-label={isPlaying ? t('pauseMix', { words }) : t('playMix', { words })}
        onClick={() => (isPlaying ? ambience.pause() : ambience.play())}
      >
        {isPlaying ? <PauseIcon size={22} /> : <PlayIcon size={24} />}
      </button>
      <button type="button" aria-label={t('closeMix', { words })} onClick={ambience.close}>
        <CloseIcon size={22} />
      </button>
    </aside>
  )
}
