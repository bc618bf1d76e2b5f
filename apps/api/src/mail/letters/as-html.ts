import { type Markup, markup } from '@better-and-bliss/http'
import { LANGUAGE_FACTS } from '@better-and-bliss/membership'
import { footerOf } from './as-text.ts'
import { inlinesAsHtml } from './inlines.ts'
import type { Block, House, Inline, Letter } from './letter.ts'

/**
 * The colours of the web app (apps/web/src/app/theme.css). Those of the light stand in every element, because mail programs
 * drop style sheets; those of the dark in the sheet, for programs that keep it.
 */
const GROUND = '#f1f5f4'
const SURFACE = '#ffffff'
const INK = '#14262a'
const INK_SOFT = '#40555a'
const INK_FAINT = '#566a6e'
const LINE = '#dfe5e4'
const SEA = '#14666b'
const SEA_TINT = '#e6edec'
const DAWN = 'linear-gradient(90deg,#1f8a83,#8f93cf 42%,#d98aa6 72%,#f2a477)'

const SERIF = "font-family:'Source Serif 4',Georgia,'Times New Roman',serif"
const SANS = "font-family:'Source Sans 3',-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const MONO = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace"

const DARK = markup`@media (prefers-color-scheme: dark) {
.ground { background: #0c1417 !important }
.surface { background: #142024 !important; border-color: #26353a !important }
.ink, .brand { color: #e8f0ee !important }
.soft { color: #b1c3c3 !important }
.faint { color: #92a7a8 !important }
.code { background: #1b2a2f !important; color: #e8f0ee !important }
.rule { border-color: #26353a !important }
.button { background: #86d3c9 !important }
.button a { color: #06221f !important }
.ring { border-color: #4fb8ae !important }
.link { color: #86d3c9 !important }
}
@media (max-width: 30rem) {
.room { padding: 24px 22px 10px !important }
.digits { font-size: 30px !important; letter-spacing: 4px !important }
}`

/** Keeps the beginning of the letter, and with it a code, out of what lists and locked screens show. */
const FILLER = '\u034f\u200c\u00a0'.repeat(120)

/** A letter as HTML: no picture, no font and no style from elsewhere, tables for old programs. */
export function asHtml(letter: Letter, house: House): string {
  const { language, subject, preview, title, blocks, footerLinks = [] } = letter
  const { dir } = LANGUAGE_FACTS[language]
  const sides = dir === 'rtl' ? RTL : LTR
  return markup`<!doctype html>
<html lang="${language}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${subject}</title>
<style>
:root { color-scheme: light dark }
${DARK}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:${GROUND};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${preview}${FILLER}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${GROUND}">
<tr><td align="center" style="padding:32px 12px 40px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:544px">
<tr><td style="padding:0 8px 18px">${brand(sides)}</td></tr>
<tr><td style="height:4px;line-height:4px;font-size:0;background:#1f8a83;background:${DAWN};border-radius:18px 18px 0 0">&nbsp;</td></tr>
<tr><td class="surface room" style="background:${SURFACE};border:1px solid ${LINE};border-top:0;border-radius:0 0 18px 18px;padding:32px 36px 16px">
<h1 class="ink" style="margin:0 0 16px;${SERIF};font-size:27px;line-height:1.25;font-weight:600;color:${INK}">${title}</h1>
${blocks.map((block) => blockAsHtml(block, sides))}
</td></tr>
<tr><td style="padding:20px 12px 0">${footerOf(letter, house).map(footerLine)}
${footerLinks.map(footerLink)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.text
}

/** Mail programs know no logical properties. */
interface Sides {
  start: 'left' | 'right'
  end: 'left' | 'right'
}

const LTR: Sides = { start: 'left', end: 'right' }
const RTL: Sides = { start: 'right', end: 'left' }

function brand({ end }: Sides): Markup {
  return markup`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td style="padding-${end}:10px"><div class="ring" style="width:12px;height:12px;border:4px solid #1f8a83;border-radius:50%;font-size:0;line-height:0">&nbsp;</div></td>
<td class="brand" style="${SERIF};font-size:19px;line-height:24px;font-weight:600;color:${INK}">Better &amp; Bliss</td>
</tr></table>`
}

function blockAsHtml(block: Block, { start }: Sides): Markup {
  switch (block.kind) {
    case 'paragraph':
      return markup`<p class="soft" style="margin:0 0 18px;${SANS};font-size:17px;line-height:1.6;color:${INK_SOFT}">${block.text}</p>`
    case 'code':
      return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 22px"><tr>
<td class="code" align="center" style="background:${SEA_TINT};border-radius:14px;padding:18px 8px;color:${INK}"><span class="digits" style="${MONO};font-size:36px;line-height:1.3;font-weight:600;letter-spacing:6px;padding-left:6px;-webkit-user-select:all;user-select:all">${block.code}</span></td>
</tr></table>`
    case 'facts':
      return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:2px 0 22px">
${block.facts.map(factAsHtml)}
</table>`
    case 'link':
      return markup`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 22px"><tr>
<td class="button" style="background:${SEA};border-radius:999px"><a href="${block.url}" style="display:inline-block;padding:13px 26px;${SANS};font-size:17px;line-height:1.3;font-weight:600;color:#ffffff;text-decoration:none">${block.label}</a></td>
</tr></table>`
    case 'rich':
      return markup`<p class="soft" style="margin:0 0 18px;${SANS};font-size:17px;line-height:1.6;color:${INK_SOFT}">${inlined(block.inlines)}</p>`
    case 'heading':
      return markup`<h2 class="ink" style="margin:26px 0 12px;${SERIF};font-size:21px;line-height:1.3;font-weight:600;color:${INK}">${inlined(block.inlines)}</h2>`
    case 'quote':
      return markup`<blockquote class="soft rule" style="margin:0 0 18px;padding:2px 0;padding-${start}:16px;border-${start}:3px solid ${LINE};${SERIF};font-size:18px;line-height:1.55;color:${INK_SOFT}">${inlined(block.inlines)}</blockquote>`
    case 'list':
      return listAsHtml(block, start)
    case 'rule':
      return markup`<hr class="rule" style="margin:26px 0;border:0;border-top:1px solid ${LINE}">`
    case 'card':
      return cardAsHtml(block)
  }
}

function inlined(inlines: Inline[]): Markup {
  return inlinesAsHtml(inlines, `color:${SEA};text-decoration:underline`)
}

function listAsHtml({ start, items }: Extract<Block, { kind: 'list' }>, side: Sides['start']): Markup {
  const style = `margin:0 0 18px;padding:0;padding-${side}:24px;${SANS};font-size:17px;line-height:1.6;color:${INK_SOFT}`
  const lines = items.map((item) => markup`<li style="margin:0 0 6px">${inlined(item)}</li>`)
  if (start === null) return markup`<ul class="soft" style="${style}">${lines}</ul>`
  return markup`<ol class="soft" start="${String(start)}" style="${style}">${lines}</ol>`
}

function cardAsHtml({ title, note, text, label, url }: Extract<Block, { kind: 'card' }>): Markup {
  return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 22px"><tr>
<td class="code" style="background:${SEA_TINT};border-radius:14px;padding:18px 20px">
<p class="faint" style="margin:0 0 4px;${SANS};font-size:14px;line-height:1.4;color:${INK_FAINT}">${note}</p>
<p class="ink" style="margin:0 0 6px;${SERIF};font-size:19px;line-height:1.3;font-weight:600;color:${INK}">${title}</p>
<p class="soft" style="margin:0 0 10px;${SANS};font-size:16px;line-height:1.5;color:${INK_SOFT}">${text}</p>
<a class="link" href="${url}" style="${SANS};font-size:16px;font-weight:600;color:${SEA};text-decoration:underline">${label}</a>
</td>
</tr></table>`
}

function footerLink({ label, url }: { label: string; url: string }): Markup {
  const style = `color:${INK_FAINT};text-decoration:underline`
  return markup`<p style="margin:0 0 6px;${SANS};font-size:14px;line-height:1.5"><a class="faint" href="${url}" style="${style}">${label}</a></p>`
}

function factAsHtml({ name, value }: { name: string; value: string }): Markup {
  const cell = `padding:9px 0;border-bottom:1px solid ${LINE};${SANS};font-size:16px;line-height:1.45;vertical-align:top`
  return markup`<tr>
<td class="faint rule" width="104" style="${cell};color:${INK_FAINT}">${name}</td>
<td class="ink rule" style="${cell};color:${INK};word-break:break-word"><bdi>${value}</bdi></td>
</tr>`
}

function footerLine(text: string): Markup {
  return markup`<p class="faint" style="margin:0 0 6px;${SANS};font-size:14px;line-height:1.5;color:${INK_FAINT}">${text}</p>`
}
