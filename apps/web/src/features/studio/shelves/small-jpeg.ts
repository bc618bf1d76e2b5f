const QUALITY = 0.82

/**
 * The middle of a picture as a small JPEG of one size, upright as it was taken. What cameras wrote beside it, such as the
 * place, is not in it any more.
 *
 * @throws DOMException for what the browser cannot show.
 */
export async function toSmallJpeg(file: Blob, { width, height }: { width: number; height: number }): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new DOMException('There is no canvas', 'NotSupportedError')
  // What is transparent would become black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  const scale = Math.min(picture.width / width, picture.height / height)
  const [cutWidth, cutHeight] = [width * scale, height * scale]
  const [left, top] = [(picture.width - cutWidth) / 2, (picture.height - cutHeight) / 2]
  context.drawImage(picture, left, top, cutWidth, cutHeight, 0, 0, width, height)
  picture.close()
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  if (!jpeg) throw new DOMException('The canvas cannot be read', 'EncodingError')
  return jpeg
}
