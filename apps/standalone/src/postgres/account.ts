import type { Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CannotStart } from '@better-and-bliss/process'
import { isErrno } from '../json-file.ts'

/** A user of the operating system. */
export interface Account {
  uid: number
  gid: number
}

const EXECUTE = 0o1

/**
 * As whom the database server runs. PostgreSQL refuses to run as root: then it is the owner of the database that is there
 * already, or else `nobody`.
 *
 * @returns undefined for "as ourselves".
 */
export async function serverAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  try {
    const { uid, gid } = await stat(cluster)
    if (uid !== 0) return { uid, gid }
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
  }
  return nobody()
}

/** Whether an account may walk down to a file or folder that exists, and into it. */
export async function canReach(path: string, account: Account): Promise<boolean> {
  for (let step = path; ; step = dirname(step)) {
    if (!mayEnter(await stat(step), account)) return false
    if (step === dirname(step)) return true
  }
}

function mayEnter({ uid, gid, mode }: Stats, account: Account): boolean {
  const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode
  return (bits & EXECUTE) !== 0
}

async function nobody(): Promise<Account> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (!uid || !gid) {
    throw new CannotStart(
      'PostgreSQL does not run as root, and there is no user "nobody" here to run it as. Start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return { uid: Number(uid), gid: Number(gid) }
}
