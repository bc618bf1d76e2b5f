/** What a mail says, before it becomes text and HTML: both are made of the same blocks. */
export interface Letter {
  /** Never a code: subjects stand on locked screens and in the logs of servers. */
  subject: string
  /** What lists of mails show beside the subject; no code either. */
  preview: string
  title: string
  blocks: Block[]
  /** Why it comes, below it; of what concerns an account nothing more needs to be said. */
  why?: string
}

/** Plain text throughout; what is foreign in it has been through `harmless`. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; code: string }
  | { kind: 'facts'; facts: { name: string; value: string }[] }
  | { kind: 'link'; label: string; url: string }

/** What every letter knows of the installation. */
export interface House {
  /** Of the web app, without a slash at the end. */
  frontendUrl: string
  /** Null where there is none. */
  supportEmail: string | null
}
