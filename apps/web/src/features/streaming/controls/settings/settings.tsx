import { type ToggleEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { BackIcon, ForwardIcon, TuneIcon } from '../../../../ui/icons.tsx'
import { t } from '../../messages.ts'
import type { PlayerControls } from '../player-controls.ts'
import { PAGE_NAMES, PAGES, type Page, type PageName } from './pages.tsx'
import styles from './settings.module.css'

/**
 * What may be set: a list that says what is set, and a page for each line. A native popover: it lies above a player in
 * full screen too, and Escape, a click beside it and the focus work as everywhere.
 */
export function Settings({ controls }: { controls: PlayerControls }) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<PageName | null>(null)
  const page: Page | null = open && PAGES[open]

  /** The focus goes along, for it stood on what is not there any more. */
  function turnTo(next: PageName | null): void {
    flushSync(() => setOpen(next))
    focusIn(panel.current, next ? 'input:checked, [aria-current]' : `[data-page="${open}"]`)
  }

  /** Closed before, so that the map of keys gives the focus back to the button that is still there. */
  function showKeys(): void {
    panel.current?.hidePopover()
    controls.actions.showKeys()
  }

  function toggled({ newState }: ToggleEvent<HTMLDivElement>): void {
    if (newState === 'open') focusIn(panel.current, '[data-page]')
    else setOpen(null)
  }

  return (
    <>
      <button type="button" className={styles.button} popoverTarget={id} aria-label={t('settings')}>
        <TuneIcon size={24} />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={page?.title ?? t('settings')}
        className={styles.panel}
        onToggle={toggled}
      >
        {page && (
          <button type="button" className={styles.back} onClick={() => turnTo(null)}>
            <BackIcon size={18} /> {page.title}
            <span className="visually-hidden">{t('backToAll')}</span>
          </button>
        )}
        {page ? <page.Body {...controls} /> : <List controls={controls} onTurn={turnTo} onKeys={showKeys} />}
      </div>
    </>
  )
}

function focusIn(panel: HTMLElement | null, selectors: string): void {
  const wanted = panel?.querySelector<HTMLElement>(selectors) ?? panel?.querySelector<HTMLElement>('button')
  wanted?.focus()
}

interface ListProps {
  controls: PlayerControls
  onTurn: (page: PageName) => void
  onKeys: () => void
}

function List({ controls, onTurn, onKeys }: ListProps) {
  return (
    <ul>
      {PAGE_NAMES.map((name) => [name, PAGES[name]] as const)
        .filter(([, { isOf }]) => isOf(controls))
        .map(([name, { title, value }]) => (
          <li key={name}>
            <button type="button" className={styles.row} data-page={name} onClick={() => onTurn(name)}>
              {title}
              <span className={styles.value}>{value(controls)}</span>
              <ForwardIcon size={16} />
            </button>
          </li>
        ))}
      <li className={styles.keys}>
        <button type="button" className={styles.row} onClick={onKeys}>
          {t('keys')}
          <span className={styles.value} aria-hidden="true">
            ?
          </span>
        </button>
      </li>
    </ul>
  )
}
