import { createFileRoute } from '@tanstack/react-router'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { useTranslation } from 'react-i18next'
import type { Place } from '../door/placing.ts'
import { Shell } from '../layout/shell.tsx'
import { Standing } from '../layout/standing.tsx'
import { Troubles } from '../layout/troubles.tsx'
import { CameraView } from '../scan/camera-view.tsx'
import { Counters } from '../scan/counters.tsx'
import { DirectionToggle } from '../scan/direction-toggle.tsx'
import { LastScans } from '../scan/last-scans.tsx'

export const Route = createFileRoute('/scan')({
  component: () => <Standing>{place => <ScanPage place={place} />}</Standing>,
})

function ScanPage({ place }: { place: Place }) {
  const { t } = useTranslation('checkin')
  useDocumentTitle(t('scan.title'))
  return (
    <Shell place={place}>
      <h1 tabIndex={-1} className="sr-only">
        {t('scan.title')}
      </h1>
      <div className="grid content-start gap-3 p-3 md:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)] md:gap-5 md:p-5">
        <div className="grid content-start gap-3">
          <Troubles place={place} />
          <CameraView />
          <DirectionToggle />
        </div>
        <div className="grid content-start gap-3 md:gap-5">
          <Counters />
          <LastScans place={place} />
        </div>
      </div>
    </Shell>
  )
}
