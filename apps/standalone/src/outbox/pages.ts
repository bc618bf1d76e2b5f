import { type Markup, markup } from '@better-and-bliss/http'
import type { KeptMail } from './kept-mails.ts'

/** Looks for new mails so often: somebody waits for a code. */
const LOOK_AGAIN_SECONDS = 2

export function listPage(mails: KeptMail[]): string {
  const again = markup`<meta http-equiv="refresh" content="${String(LOOK_AGAIN_SECONDS)}">`
  return page({ title: 'Outbox', head: [again], body: mails.length > 0 ? listOf(mails) : NOTHING })
}

export function mailPage(mail: KeptMail): string {
  const address = `/mails/${mail.id}`
  return page({
    title: mail.subject,
    head: [],
    body: markup`<nav><a href="/">← All mails</a><a href="${address}/raw">As it would have left</a></nav>
<h2>${mail.subject}</h2>
<dl>
<dt>To</dt><dd><bdi>${mail.to}</bdi></dd>
<dt>From</dt><dd><bdi>${mail.from}</bdi></dd>
<dt>Kept</dt><dd>${timeOf(mail)}</dd>
</dl>
<div class="forms">
<section aria-labelledby="html"><h3 id="html">HTML</h3>
<iframe title="The mail as HTML" src="${address}/html" sandbox="" referrerpolicy="no-referrer"></iframe></section>
<section aria-labelledby="text"><h3 id="text">Text</h3><pre>${linked(mail.text)}</pre></section>
</div>`,
  })
}

export function missingPage(): string {
  const body = markup`<p class="nothing">This mail is not here any more. <a href="/">All mails</a></p>`
  return page({ title: 'Outbox', head: [], body })
}

const NOTHING = markup`<p class="nothing">No mail yet.<br>Register, or ask for a new password: what we would send appears here within seconds.</p>`

function listOf(mails: KeptMail[]): Markup {
  return markup`<ol>${mails.map(
    (mail) => markup`<li><a href="/mails/${mail.id}">
<span class="subject">${mail.subject}</span><span class="to"><bdi>${mail.to}</bdi></span><time>${timeOf(mail)}</time>
</a></li>`,
  )}</ol>`
}

/** Links, since those of the HTML lead nowhere: its frame may do nothing. */
function linked(text: string): Markup[] {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? markup`<a href="${part}" rel="noreferrer">${part}</a>` : markup`${part}`))
}

function timeOf({ keptAtMs }: KeptMail): string {
  return new Date(keptAtMs).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })
}

function page({ title, head, body }: { title: string; head: Markup[]; body: Markup }): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${head}
<title>${title} · Better & Bliss</title>
<link rel="stylesheet" href="/outbox.css">
</head>
<body>
<header><h1><a href="/">Outbox</a></h1><p>Mail of this installation. Nothing of it left this machine.</p></header>
<main>${body}</main>
</body>
</html>
`.text
}
