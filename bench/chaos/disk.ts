import { existsSync } from 'node:fs'
import { appendFile, chmod, mkdir, open, rm, rmdir, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from '../harness/context.ts'
import { cleanEnvironment } from '../harness/environment.ts'
import { run } from '../harness/process.ts'

/** A file system of its own for everything that the installation writes, which can be filled and slowed. */
export interface Disk extends AsyncDisposable {
  folder: string
  /** Leaves no byte free for so long. */
  full(forMs: number): Promise<void>
  /** Lets these processes write so little for so long, as a volume does that has used up its burst. */
  slow(pids: readonly number[], forMs: number): Promise<void>
}

/** The image has holes: it takes what is written, and no more. */
const BYTES = 16 * 1024 ** 3
const REFILL_MS = 100
const PIECE = Buffer.alloc(64 * 1024)
/** What a magnetic disk does, or the smallest volume of a cloud. */
export const SLOW = { writesPerSecond: 40, bytesPerSecond: 1_000_000 }
/** Mounting may hang where the machine is ill. */
const AT_MOST_SECONDS = '20'

/** Needs root, and loop devices. @returns null, having said why, where they are not to be had. */
export async function openDisk({ folder: parent, say }: Context): Promise<Disk | null> {
  await using stack = new AsyncDisposableStack()
  const image = join(parent, 'disk.img')
  const folder = join(parent, 'disk')
  const sized = await open(image, 'w')
  await sized.truncate(BYTES)
  await sized.close()
  await mkdir(folder)
  try {
    // Root has no share of its own: for each process it is full at the same byte.
    await limited('mkfs.ext4', ['-q', '-F', '-m', '0', image])
    await limited('mount', ['-o', 'loop', image, folder])
  } catch (error) {
    say(`NO FULL OR SLOW DISK: a file system of its own cannot be mounted here (${String(error)})`)
    return null
  }
  stack.defer(() => limited('umount', ['-l', folder]))
  await chmod(folder, 0o711)
  const brake = await openBrake(folder)
  stack.use(brake)
  const own = stack.move()
  return {
    folder,
    full: (forMs) => fill(folder, forMs),
    slow: async (pids, forMs) => {
      await brake.pull(pids)
      await delay(forMs)
      await brake.release()
    },
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  }
}

/** What is freed meanwhile is taken, too. */
async function fill(folder: string, forMs: number): Promise<void> {
  const ballast = join(folder, 'ballast')
  const untilMs = performance.now() + forMs
  try {
    const { bavail, bsize } = await statfs(folder)
    await limited('fallocate', ['-l', String(Math.max(bsize, bavail * bsize - PIECE.length)), ballast]).catch(() => {})
    while (performance.now() < untilMs) {
      while (await appended(ballast));
      await delay(REFILL_MS)
    }
  } finally {
    await rm(ballast, { force: true })
  }
}

async function appended(file: string): Promise<boolean> {
  for (const piece of [PIECE, PIECE.subarray(0, 4096)]) {
    const written = await appendFile(file, piece).then(
      () => true,
      () => false,
    )
    if (written) return true
  }
  return false
}

interface Brake extends AsyncDisposable {
  pull(pids: readonly number[]): Promise<void>
  release(): Promise<void>
}

const CONTROL_GROUPS = '/sys/fs/cgroup'

/** A control group that may write only so much to the device of a folder: of version 1 or 2, as the machine has it. */
async function openBrake(folder: string): Promise<Brake> {
  const device = deviceOf((await stat(folder)).dev)
  const isFirst = existsSync(join(CONTROL_GROUPS, 'blkio'))
  const group = join(CONTROL_GROUPS, isFirst ? 'blkio' : '', `better-and-bliss-chaos-${process.pid}`)
  await mkdir(group)
  const limit = (writes: number | 'max', bytes: number | 'max') =>
    isFirst
      ? [
          { file: 'blkio.throttle.write_iops_device', text: `${device} ${writes === 'max' ? 0 : writes}` },
          { file: 'blkio.throttle.write_bps_device', text: `${device} ${bytes === 'max' ? 0 : bytes}` },
        ]
      : [{ file: 'io.max', text: `${device} wiops=${writes} wbps=${bytes}` }]
  const set = async (limits: { file: string; text: string }[]) => {
    for (const { file, text } of limits) await writeFile(join(group, file), text)
  }
  return {
    pull: async (pids) => {
      // One that has ended meanwhile writes nothing.
      for (const pid of pids) await writeFile(join(group, 'cgroup.procs'), String(pid)).catch(() => {})
      await set(limit(SLOW.writesPerSecond, SLOW.bytesPerSecond))
    },
    release: () => set(limit('max', 'max')),
    // Whoever still is in it ends later than this: the empty group is then left to the next start of the machine.
    [Symbol.asyncDispose]: () => rmdir(group).catch(() => {}),
  }
}

/** As control groups name a device: Linux's encoding of its two numbers. */
function deviceOf(dev: number): string {
  const big = BigInt(dev)
  const major = ((big >> 8n) & 0xfffn) | ((big >> 32n) & ~0xfffn)
  const minor = (big & 0xffn) | ((big >> 12n) & ~0xffn)
  return `${major}:${minor}`
}

function limited(command: string, args: string[]): Promise<void> {
  return run('timeout', [AT_MOST_SECONDS, command, ...args], cleanEnvironment())
}
