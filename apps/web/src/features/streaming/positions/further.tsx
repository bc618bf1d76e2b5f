import { PlayerNotice } from '../player-notice.tsx'
import { clockWords } from './positions.ts'

interface FurtherProps {
  furtherSeconds: number
  goThere: () => void
  stayHere: () => void
}

/** The member is further on another device: what plays here is not kept until it is there, or they say that it shall be. */
export function Further({ furtherSeconds, goThere, stayHere }: FurtherProps) {
  return (
    <PlayerNotice words={`You are at ${clockWords(furtherSeconds)} on another device.`}>
      <button type="button" onClick={goThere}>
        Go there
      </button>
      <button type="button" onClick={stayHere}>
        Stay here
      </button>
    </PlayerNotice>
  )
}
