import { t } from '../../messages.ts'
import type { PlayerActions } from '../player-actions.ts'

/** One line of the map of keys. */
interface KeyEntry {
  /** As `KeyboardEvent.key` says them. */
  keys: readonly string[]
  does: string
  /** Whether it goes on while the key is held down. */
  mayRepeat?: boolean
  /** The page scrolls by it, so it is the player's only where the focus is inside of the player. */
  isPagesToo?: boolean
  /** Whether there is something for it to do. */
  isOf?: (actions: PlayerActions) => boolean
  act: (actions: PlayerActions, key: string) => void
}

export const SEEK_SECONDS = 10
const VOLUME_STEP = 0.1

/** Every key of the player: what it listens to, and what its map shows. */
export const KEYS: readonly KeyEntry[] = [
  { keys: ['k', ' '], does: t('keyPlay'), act: (player) => player.togglePlay() },
  {
    keys: ['j', 'ArrowLeft'],
    does: t('keyBack'),
    mayRepeat: true,
    act: (player) => player.seekBy(-SEEK_SECONDS),
  },
  {
    keys: ['l', 'ArrowRight'],
    does: t('keyForward'),
    mayRepeat: true,
    act: (player) => player.seekBy(SEEK_SECONDS),
  },
  {
    keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    does: t('keyTenths'),
    act: (player, key) => player.seekToShare(Number(key) / 10),
  },
  {
    keys: ['p'],
    does: t('keyChapterBefore'),
    isOf: ({ hasChapters }) => hasChapters,
    act: (player) => player.goToChapter(-1),
  },
  {
    keys: ['n'],
    does: t('keyNextChapter'),
    isOf: ({ hasChapters }) => hasChapters,
    act: (player) => player.goToChapter(1),
  },
  { keys: ['<'], does: t('slower'), act: (player) => player.changeRate(-1) },
  { keys: ['>'], does: t('faster'), act: (player) => player.changeRate(1) },
  { keys: ['m'], does: t('keyMute'), act: (player) => player.toggleMute() },
  {
    keys: ['ArrowUp'],
    does: t('louder'),
    mayRepeat: true,
    isPagesToo: true,
    act: (player) => player.changeVolume(VOLUME_STEP),
  },
  {
    keys: ['ArrowDown'],
    does: t('softer'),
    mayRepeat: true,
    isPagesToo: true,
    act: (player) => player.changeVolume(-VOLUME_STEP),
  },
  {
    keys: ['c'],
    does: t('keyCaptions'),
    isOf: ({ hasCaptions }) => hasCaptions,
    act: (player) => player.toggleCaptions(),
  },
  { keys: ['f'], does: t('fullScreen'), act: (player) => player.toggleFullScreen() },
  {
    keys: ['i'],
    does: t('pictureInPicture'),
    isOf: ({ hasPicture }) => hasPicture,
    act: (player) => player.togglePictureInPicture(),
  },
  { keys: ['?'], does: t('theseKeys'), act: (player) => player.showKeys() },
]

/** The keys that make play what has not begun. */
export const START_KEYS = KEYS[0]?.keys ?? []

/** What a key means here, in capitals, too; undefined where it is nothing to a player. */
export function entryOf(key: string): KeyEntry | undefined {
  const wanted = key.length === 1 ? key.toLowerCase() : key
  return KEYS.find(({ keys }) => keys.includes(wanted))
}

/** The map for a player: what does nothing there is left out. */
export function keysFor(actions: PlayerActions): readonly KeyEntry[] {
  return KEYS.filter(({ isOf }) => isOf?.(actions) ?? true)
}

const NAMES: Partial<Record<string, string>> = {
  ' ': t('space'),
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** As it is written on the key. */
export function nameOfKey(key: string): string {
  return NAMES[key] ?? key.toUpperCase()
}
