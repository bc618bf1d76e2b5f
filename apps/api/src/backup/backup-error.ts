/** A backup that cannot be made or restored. Its message says why, in words for whoever runs this. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}
