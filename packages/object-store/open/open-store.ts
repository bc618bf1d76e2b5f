import { diskStore } from '../disk/disk-store.ts'
import type { ObjectStore } from '../src/index.ts'

interface Secret {
  reveal(): string
}

/** Which store it is, as the settings say it. Folders are absolute. */
type ChosenStore =
  | { kind: 'disk'; folder: string }
  | {
      kind: 's3'
      bucket: string
      region: string
      endpoint: string | undefined
      credentials: { keyId: string; secretKey: Secret; sessionToken: Secret | undefined } | undefined
      workFolder: string
    }

/**
 * Opens the store that was chosen, for every process in the same way. AWS's SDK takes 45 MB and 0.15 s of
 * processor time, so it is loaded where it is used.
 *
 * @param timeoutMs how long a store on the network may take to begin an answer, with what is sent for it.
 */
export async function openStore(chosen: ChosenStore, { timeoutMs }: { timeoutMs: number }): Promise<ObjectStore> {
  switch (chosen.kind) {
    case 'disk':
      return diskStore({ root: chosen.folder })
    case 's3': {
      const { s3Store } = await import('../s3/s3-store.ts')
      const { endpoint = null, credentials, ...settings } = chosen
      return s3Store({ ...settings, endpoint, credentials: credentials ? revealed(credentials) : null, timeoutMs })
    }
  }
}

function revealed({
  keyId,
  secretKey,
  sessionToken,
}: {
  keyId: string
  secretKey: Secret
  sessionToken: Secret | undefined
}) {
  return { keyId, secretKey: secretKey.reveal(), ...(sessionToken && { sessionToken: sessionToken.reveal() }) }
}
