import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { readStandings } from '../../../members/standing.ts'

/** @returns those whose member has signed out, or may not be here any more. */
export async function signedOut<Socket extends { member: Member }>(
  db: Database,
  those: readonly Socket[],
  nowMs: number,
): Promise<Socket[]> {
  const members = those.map(({ member }) => member)
  const standings = await readStandings(db, members, nowMs)
  return those.filter((_, index) => !standings[index]?.member)
}
