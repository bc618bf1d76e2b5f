import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Plugin } from 'vite'
import { GROUND } from './manifest.ts'

const WASM = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')

/** Whatever shape a system cuts out of a maskable icon, four fifths of its width stay: the ring lies within. */
const MASKABLE_SHARE = 0.66
/** Telephones of Apple paint what is transparent black. */
const OPAQUE_SHARE = 0.8

const ICONS = [
  { fileName: 'icon-192.png', pixels: 192, share: 1, ground: 'none' },
  { fileName: 'icon-512.png', pixels: 512, share: 1, ground: 'none' },
  { fileName: 'icon-maskable-512.png', pixels: 512, share: MASKABLE_SHARE, ground: GROUND },
  { fileName: 'apple-touch-icon.png', pixels: 180, share: OPAQUE_SHARE, ground: GROUND },
] as const

/** Draws the icons of the app from its one picture, at each build. */
export function icons(svgPath: string): Plugin {
  return {
    name: 'icons',
    apply: 'build',
    async generateBundle() {
      const svg = await readFile(svgPath, 'utf8')
      await initWasm(await readFile(WASM))
      for (const { fileName, ...icon } of ICONS) {
        this.emitFile({ type: 'asset', fileName, source: drawIcon(svg, icon) })
      }
    },
  }
}

interface Icon {
  pixels: number
  /** How much of the width the picture takes. */
  share: number
  ground: string
}

function drawIcon(svg: string, { pixels, share, ground }: Icon): Uint8Array {
  const size = pixels * share
  const at = (pixels - size) / 2
  const picture = svg.replace('<svg ', `<svg x="${at}" y="${at}" width="${size}" height="${size}" `)
  const icon =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}">` +
    `<rect width="100%" height="100%" fill="${ground}"/>${picture}</svg>`
  return new Resvg(icon).render().asPng()
}
