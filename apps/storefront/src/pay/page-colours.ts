/** What the page's own tokens come to right now, as rgb(): a gateway's frame cannot read our variables, nor oklch(). */
export function pageColours(names: readonly string[]): Record<string, string> {
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const ink = canvas.getContext('2d', { willReadFrequently: true })
  const probe = document.createElement('span')
  document.body.append(probe)
  const colours = names.map(name => {
    probe.style.color = `var(--${name})`
    if (!ink) return [name, ''] as const
    ink.clearRect(0, 0, 1, 1)
    ink.fillStyle = getComputedStyle(probe).color
    ink.fillRect(0, 0, 1, 1)
    const [red, green, blue] = ink.getImageData(0, 0, 1, 1).data
    return [name, `rgb(${red}, ${green}, ${blue})`] as const
  })
  probe.remove()
  return Object.fromEntries(colours)
}

export function isNight(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}
