import type { ReactNode } from 'react'
import type { Place } from '../door/placing.ts'
import { BottomBar } from './bottom-bar.tsx'
import { StatusStrip } from './status-strip.tsx'

/** State above, areas below, and between them the page, which scrolls by itself: nothing ever lies under a bar. */
export function Shell({ place, children }: { place: Place | null; children: ReactNode }) {
  return (
    <div className="flex h-dvh flex-col">
      {place && <StatusStrip place={place} />}
      <div className="min-h-0 grow overflow-y-auto overscroll-contain">{children}</div>
      <BottomBar />
    </div>
  )
}
