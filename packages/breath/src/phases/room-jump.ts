import { decodeLevel, FIELD, FLAG } from '../features/record.ts'
import { type Session, UNKNOWN_FLOOR_DB } from './session.ts'

/** No room drifts so fast: another gain, an engine that starts, a device that no longer mutes what is quiet. dB */
const LEAST_JUMP_DB = 3

/**
 * Follows the room's noise floor to that of the record at `at`. Where it jumps, all that was measured from the old floor is measured from
 * the new one: else breaths that are as loud as before are too faint beside those before, and end too early.
 */
export function followFloor(session: Session, records: Uint8Array, at: number): void {
  if (((records[at + FIELD.flags] ?? 0) & FLAG.partial) !== 0) return
  const floorDb = decodeLevel(records[at + FIELD.floor] ?? 0)
  const jumpDb = session.floorDb === UNKNOWN_FLOOR_DB ? 0 : floorDb - session.floorDb
  session.floorDb = floorDb
  if (Math.abs(jumpDb) < LEAST_JUMP_DB) return
  const { bursts, history } = session
  bursts.peakDb = Math.max(0, bursts.peakDb - jumpDb)
  for (const phase of history) phase.floorRiseDb += jumpDb
  if (!bursts.open) return
  bursts.topDb -= jumpDb
  bursts.valleyDb -= jumpDb
}
