import { PlayerNotice } from '../../player-notice.tsx'

/** While the sound fades: whoever is still awake says so. */
export function Fading({ onAwake }: { onAwake: () => void }) {
  return (
    <PlayerNotice words="Good night. The sound is fading.">
      <button type="button" onClick={onAwake}>
        Play on
      </button>
    </PlayerNotice>
  )
}
