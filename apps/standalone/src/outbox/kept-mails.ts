import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { isErrno } from '../json-file.ts'

/** A mail as a person reads it. */
export interface KeptMail {
  /** Its file, without the ending. */
  id: string
  keptAtMs: number
  from: string
  to: string
  subject: string
  text: string
  html: string
  /** As it would have left. */
  raw: string
}

export interface KeptMails {
  /** Newest first; none where there is no outbox yet. */
  list(): Promise<KeptMail[]>
  /** @returns undefined for what is not there. */
  find(id: string): Promise<KeptMail | undefined>
}

const FILE = /^([0-9a-f]{32})\.eml$/

/** The mails in a folder. Each is read and parsed once, for as long as its file does not change. */
export function keptMails(folder: string): KeptMails {
  let known = new Map<string, KeptMail>()

  async function read(name: string): Promise<KeptMail | undefined> {
    const id = FILE.exec(name)?.[1]
    if (!id) return undefined
    try {
      const { mtimeMs } = await stat(join(folder, name))
      const before = known.get(id)
      return before?.keptAtMs === mtimeMs ? before : await parse(id, mtimeMs, await readFile(join(folder, name)))
    } catch (error) {
      // The oldest go while others are read.
      if (isErrno(error, 'ENOENT')) return undefined
      throw error
    }
  }

  return {
    list: async () => {
      const mails = (await Promise.all((await namesIn(folder)).map(read))).filter((mail) => mail !== undefined)
      known = new Map(mails.map((mail) => [mail.id, mail]))
      return mails.toSorted((a, b) => b.keptAtMs - a.keptAtMs)
    },
    find: (id) => read(`${id}.eml`),
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
}

async function parse(id: string, keptAtMs: number, raw: Buffer): Promise<KeptMail> {
  const mail = await PostalMime.parse(new Uint8Array(raw))
  return {
    id,
    keptAtMs,
    from: mail.from?.address ?? '',
    to: (mail.to ?? []).map(({ address }) => address ?? '').join(', '),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    raw: raw.toString('utf8'),
  }
}
