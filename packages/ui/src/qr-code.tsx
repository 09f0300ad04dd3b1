/* The code is drawn here, so it cannot be an <img>. */
import { cn } from './cn.ts'

export type QrCodeProps = {
  /** Rows of dark (true) and light modules, without a quiet zone; `uqr`'s `encode(text, { border: 0 }).data`. */
  modules: readonly (readonly boolean[])[]
  /** Read out in place of the picture. */
  label: string
  className?: string
}

function pathOf(modules: QrCodeProps['modules']): string {
  let path = ''
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      const start = x
      while (x + 1 < row.length && row[x + 1]) x++
      path += `M${start} ${y}h${x - start + 1}v1h${start - x - 1}z`
    }
  }
  return path
}

/** Dark on white in both themes, with the four modules of quiet that scanners need. */
export function QrCode({ modules, label, className }: QrCodeProps) {
  const size = modules.length + 8
  return (
    <svg
      viewBox={`-4 -4 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={cn('block w-full', className)}
    >
      <rect x="-4" y="-4" width={size} height={size} fill="#fff" />
      <path d={pathOf(modules)} fill="#000" />
    </svg>
  )
}
