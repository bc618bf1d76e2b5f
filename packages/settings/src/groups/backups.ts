import { group, Incomplete } from '../group.ts'

/** The backups that `npm start` makes each day; null for none. */
export const backups = group(
  ['BACKUP_DIR', 'BACKUP_KEEP', 'BACKUP_MEDIA', 'BACKUP_PASSPHRASE_FILE'],
  ({ BACKUP_DIR: folder, BACKUP_KEEP: keep, BACKUP_MEDIA: copiesMedia, BACKUP_PASSPHRASE_FILE: file }, machine) => {
    if (folder !== undefined) {
      const passphraseFile = file === undefined ? undefined : machine.resolvePath(file)
      return { folder: machine.resolvePath(folder), keep, copiesMedia, passphraseFile }
    }
    if (file !== undefined || copiesMedia) throw new Incomplete(['BACKUP_DIR is missing: no backup is made without it'])
    return null
  },
)
