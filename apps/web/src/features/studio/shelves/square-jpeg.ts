const SIDE_PIXELS = 640
const QUALITY = 0.85

/**
 * The middle of a picture as a small square JPEG, upright as it was taken. What cameras wrote beside it, such as the place,
 * is not in it any more.
 *
 * @throws DOMException for what the browser cannot show.
 */
export async function toSquareJpeg(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const side = Math.min(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = SIDE_PIXELS
  canvas.height = SIDE_PIXELS
  const context = canvas.getContext('2d')
  if (!context) throw new DOMException('There is no canvas', 'NotSupportedError')
  // What is transparent would become black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, SIDE_PIXELS, SIDE_PIXELS)
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2]
  context.drawImage(picture, left, top, side, side, 0, 0, SIDE_PIXELS, SIDE_PIXELS)
  picture.close()
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  if (!jpeg) throw new DOMException('The canvas cannot be read', 'EncodingError')
  return jpeg
}
