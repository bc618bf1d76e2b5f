import { lazy, useId, useRef, useState } from 'react'
import { Optional } from '../../ui/optional.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { AddIcon } from './add-icon.tsx'
import { t } from './messages.ts'
import styles from './routines.module.css'

/** Every card can be added, and few are: what that takes is fetched when somebody asks for it. */
const RoutineChoices = lazy(async () => {
  const { RoutineChoices: component } = await import('./routine-choices.tsx')
  return { default: component }
})

interface AddToRoutineProps {
  item: { id: string; title: string }
  /** On a picture. */
  isSmall?: boolean
}

/** Puts an item at the end of a routine, or into a new one. */
export function AddToRoutine({ item, isSmall = false }: AddToRoutineProps) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const toasts = useToasts()
  return (
    <>
      {isSmall ? (
        <button
          type="button"
          className={styles.onPicture}
          popoverTarget={id}
          aria-label={t('addTitleTo', { title: item.title })}
          title={t('addTo')}
        >
          <AddIcon size={18} />
        </button>
      ) : (
        <button type="button" className={styles.open} popoverTarget={id}>
          {t('addTo')}
        </button>
      )}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t('addTo')}
        className={styles.panel}
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
      >
        {isOpen && (
          <Optional otherwise={<p role="alert">{t('didNotWork')}</p>}>
            <RoutineChoices
              item={item}
              onDone={(words) => {
                panel.current?.hidePopover()
                toasts.say(words)
              }}
            />
          </Optional>
        )}
      </div>
    </>
  )
}
