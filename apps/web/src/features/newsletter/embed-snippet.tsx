import { EMBEDDED_PATH } from '@better-and-bliss/membership'
import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useState } from 'react'
import { Panel } from '../../ui/panel.tsx'
import styles from './embed-snippet.module.css'
import { t } from './messages.ts'

/** What the API takes as a source. */
const NOT_OF_SOURCES = /[^\w./-]/g

/** The sign-up form for other sites: what to paste there, and what it will look like. */
export function EmbedSnippet() {
  const [source, setSource] = useState('website')
  const clipboard = useClipboard({ timeout: 2_000 })
  const snippet = snippetFor(location.origin, source)
  return (
    <Panel title={t('signUpForm')}>
      <div className={styles.parts}>
        <div className={styles.make}>
          <p className={styles.lead}>{t('pasteThis')}</p>
          <TextInput
            label={t('whereItStands')}
            description={t('listedWith')}
            value={source}
            maxLength={MAX_LENGTHS.subscribeToNewsletter.source}
            onChange={({ currentTarget: { value } }) => setSource(value.replaceAll(NOT_OF_SOURCES, '-'))}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what has the focus */}
          <section aria-label={t('whatToPaste')} tabIndex={0} className={styles.code}>
            <code>{snippet}</code>
          </section>
          <div>
            <Button variant="default" onClick={() => clipboard.copy(snippet)} disabled={clipboard.error !== null}>
              {clipboard.copied ? t('copied') : t('copy')}
            </Button>
            <span className="visually-hidden" role="status">
              {clipboard.copied && t('copied')}
            </span>
          </div>
          {clipboard.error && <p role="alert">{t('noCopy')}</p>}
        </div>
        <iframe src={addressFor('', source)} title={t('asItLooks')} loading="lazy" className={styles.frame} />
      </div>
    </Panel>
  )
}

function snippetFor(origin: string, source: string): string {
  return [
    `<iframe src="${addressFor(origin, source)}"`,
    '  title="Newsletter" loading="lazy"',
    '  style="width: 100%; max-width: 28rem; height: 12rem; border: 0; color-scheme: light dark"></iframe>',
  ].join('\n')
}

function addressFor(origin: string, source: string): string {
  return `${origin}${EMBEDDED_PATH}${source && `?source=${source}`}`
}
