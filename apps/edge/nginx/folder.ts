import { mkdir, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type ConfigurationParts, configurationFiles } from './configuration/configuration.ts'
import { modulesFolder } from './nginx-process.ts'
import type { ShellSettings } from './settings.ts'

type Folders = Pick<ShellSettings, 'entriesFolder' | 'templatesFolder' | 'decisionsFolder'>

/** Where the shell finds what it reads and keeps. */
export function foldersIn(folder: string): Folders {
  return {
    entriesFolder: `${folder}/entries/`,
    templatesFolder: `${folder}/templates/`,
    decisionsFolder: `${folder}/decisions/`,
  }
}

/**
 * Makes the folder that nginx works in, its configuration and what the shell knows. It is made anew: nothing of an earlier run
 * counts. Whoever starts us, and nginx with us, owns it; the keys are theirs alone.
 */
export async function makeFolder(
  folder: string,
  shell: ShellSettings,
  parts: Pick<ConfigurationParts, 'shellPath' | 'listen' | 'viewerCountry'>,
): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  for (const made of [...Object.values(foldersIn(folder)), join(folder, 'temporary')]) {
    await mkdir(made, { recursive: true, mode: 0o700 })
  }
  const { username, uid } = userInfo()
  const files = configurationFiles({
    ...parts,
    folder,
    mediaFolder: shell.mediaFolder,
    modulesFolder: await modulesFolder(),
    user: uid === 0 ? username : null,
    webOrigin: shell.webOrigin,
  })
  for (const [name, text] of Object.entries({ ...files, 'settings.json': JSON.stringify(shell) })) {
    await writeFile(join(folder, name), text, { mode: 0o600 })
  }
}
