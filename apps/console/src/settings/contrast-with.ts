/** Red, green, blue as the screen shows a computed colour, whatever notation the style sheet used. */
function rgbOf(colour: string): [number, number, number] {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d')
  if (!context) return [0, 0, 0]
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

function luminance(rgb: [number, number, number]): number {
  const [red, green, blue] = rgb.map(part => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG contrast of an element's words on a ground, measured as shown. */
export function contrastWith(element: HTMLElement, ground: string): number {
  const a = luminance(rgbOf(getComputedStyle(element).color))
  const b = luminance(rgbOf(ground))
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
