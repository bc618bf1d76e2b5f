import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type CSSProperties, type ReactNode, useEffect, useEffectEvent } from 'react'
import { BackIcon, CheckIcon, MicrophoneIcon } from '../../../ui/icons.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Waiting } from '../../../ui/ring.tsx'
import { Switch } from '../../../ui/switch.tsx'
import type { Preferences } from '../preferences.ts'
import { INTERRUPTION_WORDS, MICROPHONE_WORDS } from '../words.ts'
import { t } from './messages.ts'
import { listMicrophones, type Microphone } from './microphone.ts'
import styles from './microphone-check.module.css'
import { adviceFor, meterShare, signalQualityOf } from './signal-quality.ts'
import type { SoundFeatures } from './sound-features.ts'
import { useMicrophone, useSoundFeatures } from './use-microphone.ts'

interface MicrophoneCheckProps {
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  isGuided: boolean
  /** What begins is a circle, which has a pace that does not wait for anybody to tune in. */
  isForCircle?: boolean
  /** The caller may take the microphone along; else it is closed when this page goes. */
  onReady: (microphone: Microphone, take: () => void) => void
  onWithout: () => void
  onBack: () => void
  isBeginning: boolean
  problem: string | null
}

/** Whether the microphone is allowed, and whether a breath can be detected with it. */
export function MicrophoneCheck(props: MicrophoneCheckProps) {
  const { preferences, onWithout, onBack } = props
  const { state, open, take, lose } = useMicrophone({
    deviceId: preferences.deviceId,
    sendsSound: !preferences.isPrivate,
  })
  return (
    <div className={styles.page}>
      <PageTitle>{t('microphone')}</PageTitle>
      <div className={styles.card}>
        <button type="button" className={styles.back} onClick={onBack}>
          <BackIcon /> {t('back')}
        </button>
        {state.kind === 'asking' && <Permission isPrivate={preferences.isPrivate} onAllow={() => open()} />}
        {state.kind === 'opening' && <Waiting words={t('waiting')} />}
        {state.kind === 'failed' && (
          <Explained {...MICROPHONE_WORDS[state.failure]}>
            <Button size="lg" onClick={() => open()}>
              {t('tryAgain')}
            </Button>
          </Explained>
        )}
        {state.kind === 'open' && (
          <SignalCheck {...props} microphone={state.microphone} onDevice={open} onLost={lose} onTake={take} />
        )}
        <p className={styles.without}>
          <Button variant="subtle" onClick={onWithout}>
            {t('without')}
          </Button>
        </p>
      </div>
    </div>
  )
}

function Permission({ isPrivate, onAllow }: { isPrivate: boolean; onAllow: () => void }) {
  return (
    <Explained title={t('mayIListen')} words={isPrivate ? t('askPrivate') : t('askLive')}>
      <Button size="lg" onClick={onAllow}>
        {t('allow')}
      </Button>
    </Explained>
  )
}

function Explained({ title, words, children }: { title: string; words: string; children: ReactNode }) {
  return (
    <div className={styles.explained}>
      <span className={styles.badge}>
        <MicrophoneIcon size={22} />
      </span>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.words}>{words}</p>
      {children}
    </div>
  )
}

interface SignalCheckProps extends MicrophoneCheckProps {
  microphone: Microphone
  onDevice: (deviceId: string) => void
  onLost: () => void
  onTake: () => void
}

function SignalCheck({ microphone, onDevice, onLost, onTake, ...props }: SignalCheckProps) {
  const { preferences, onPreferences, onReady, isBeginning, problem, isGuided, isForCircle = false } = props
  const { chunks, interruption } = useSoundFeatures(microphone, onLost)
  const { title, words, isGood } = interruption
    ? { ...INTERRUPTION_WORDS[interruption], isGood: false }
    : adviceFor(signalQualityOf(chunks))
  return (
    <>
      <div className={styles.signal}>
        <h1 className={styles.title}>{t('breatheALittle')}</h1>
        <p className={styles.words}>{t('mouthOrNose')}</p>
        <Meter features={chunks.at(-1)} />
        <div className={styles.advice} data-good={isGood || undefined}>
          {/* What changes is read out, and nothing else with it. */}
          <div role="status">
            <strong>{title}</strong>
            <p>{words}</p>
          </div>
          {interruption && (
            <Button variant="default" size="sm" onClick={() => microphone.wake()}>
              {t('listenAgain')}
            </Button>
          )}
          {microphone.suppressesNoise && <p>{t('suppresses')}</p>}
          {isGuided && <p>{t('headphones')}</p>}
        </div>
      </div>
      <div className={styles.begin}>
        <Devices
          chosen={microphone.deviceId}
          onChoose={(deviceId) => {
            onPreferences({ deviceId })
            onDevice(deviceId)
          }}
        />
        {!isForCircle && (
          <Switch
            label={t('tuneIn')}
            isOn={preferences.calibrates}
            onSwitch={(calibrates) => onPreferences({ calibrates })}
            words={t('tuneInHint')}
          />
        )}
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Button
          size="lg"
          fullWidth
          loading={isBeginning}
          leftSection={isGood && chunks.length > 0 ? <CheckIcon size={18} /> : undefined}
          onClick={() => onReady(microphone, onTake)}
        >
          {isForCircle ? t('ready') : t('begin')}
        </Button>
      </div>
    </>
  )
}

/** How loud it is, and how far that is above the room. */
function Meter({ features }: { features: SoundFeatures | undefined }) {
  const level = meterShare(features?.levelDb ?? -120)
  const floor = meterShare(features?.floorDb ?? -120)
  return (
    <div className={styles.meter} style={{ '--level': level, '--floor': floor } as CSSProperties}>
      <meter className="visually-hidden" aria-label={t('level')} min={0} max={1} value={level} />
      <span className={styles.level} />
      <span className={styles.floor} />
    </div>
  )
}

function Devices({ chosen, onChoose }: { chosen: string; onChoose: (deviceId: string) => void }) {
  const devices = useQuery({ queryKey: ['microphones', chosen], queryFn: listMicrophones, staleTime: 0 })
  const look = useEffectEvent(() => void devices.refetch())
  useEffect(() => {
    const listener = () => look()
    navigator.mediaDevices.addEventListener('devicechange', listener)
    return () => navigator.mediaDevices.removeEventListener('devicechange', listener)
  }, [])
  if (!devices.data || devices.data.length < 2) return null
  return (
    <NativeSelect
      label={t('microphone')}
      value={chosen}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      data={devices.data.map(({ deviceId, label }) => ({ value: deviceId, label }))}
    />
  )
}
