import type { Random } from '../random.ts'
import { type Canvas, createCanvas, develop } from './canvas.ts'
import { encodePng } from './png.ts'
import { auroraSea } from './scenes/aurora-sea.ts'
import { bowls } from './scenes/bowls.ts'
import { breathBox } from './scenes/breath-box.ts'
import { breathOrb } from './scenes/breath-orb.ts'
import { dunes } from './scenes/dunes.ts'
import { forestMist } from './scenes/forest-mist.ts'
import { handpanDusk } from './scenes/handpan-dusk.ts'
import { leaf } from './scenes/leaf.ts'
import { moonClouds } from './scenes/moon-clouds.ts'
import { shore } from './scenes/shore.ts'
import { silk } from './scenes/silk.ts'

const PICTURE_WIDTH = 1280
const PICTURE_HEIGHT = 720

/** Every scene fits any canvas of 16 to 9. */
export const scenes = {
  auroraSea,
  bowls,
  breathBox,
  breathOrb,
  dunes,
  forestMist,
  handpanDusk,
  leaf,
  moonClouds,
  shore,
  silk,
} satisfies Record<string, (canvas: Canvas, random: Random) => void>

export type PictureName = keyof typeof scenes

export const pictureNames = Object.keys(scenes) as PictureName[]

/** Paints a scene of 1280 x 720 as a PNG. The same name and seed give the same bytes. */
export function renderPicture(name: PictureName, random: Random): Buffer {
  const canvas = createCanvas(PICTURE_WIDTH, PICTURE_HEIGHT)
  scenes[name](canvas, random)
  return encodePng(develop(canvas, random), PICTURE_WIDTH, PICTURE_HEIGHT)
}
