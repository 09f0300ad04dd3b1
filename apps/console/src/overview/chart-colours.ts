/** A token as the chart's canvas can use it: tokens differ by day and night, and only the browser knows which it is. */
function colourOf(token: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  document.body.append(probe)
  const computed = getComputedStyle(probe).color
  probe.remove()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d')
  if (!context) return computed
  context.fillStyle = computed
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return `rgb(${red}, ${green}, ${blue})`
}

export const chartColours = () => ({
  bar: colourOf('--accent-text'),
  ink: colourOf('--ink'),
  quiet: colourOf('--quiet'),
  line: colourOf('--line'),
  raised: colourOf('--raised'),
})
