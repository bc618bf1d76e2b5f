/** For the commands that copy an installation and bring it back. */
export { makeBackup } from '../backup/make-backup.ts'
export { openBackup } from '../backup/restore-backup.ts'
export { forgetKeys } from '../compose/forget-keys.ts'
export { openKeptMedia } from '../compose/kept-media.ts'
