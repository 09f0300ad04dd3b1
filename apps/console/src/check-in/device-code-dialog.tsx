import { Button } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { Dialog } from '@tessera/ui/dialog'
import { QrCode } from '@tessera/ui/qr-code'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'
import type { DeviceWithCode } from '../api/check-in.ts'
import { useHouse } from '../session.ts'

/** Shown once: scanned by the phone's own camera, or read out across the yard. */
export function DeviceCodeDialog({ device, onClose }: { device: DeviceWithCode; onClose: () => void }) {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  // The code stands in the fragment: no server and no log sees it.
  const address = `${window.location.origin}/checkin/#code=${device.code}`
  return (
    <Dialog
      open
      modal
      size="md"
      onOpenChange={open => !open && onClose()}
      title={t('device.code_title', { name: device.name })}
      description={t('device.code_text')}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('device.code_done')}
        </Button>
      }
    >
      <div className="grid justify-items-center gap-4 text-center">
        <div className="w-52 overflow-hidden rounded-lg border border-line">
          <QrCode modules={encode(address, { border: 0 }).data} label={t('device.code_qr')} />
        </div>
        <p className="text-quiet">{t('device.code_or', { address: `${window.location.host}/checkin/` })}</p>
        <p className="display figures text-2xl tracking-widest select-all">{device.code}</p>
        {device.code_expires_at && (
          <p className="text-quiet">
            {t('device.code_until')} <DateTime at={device.code_expires_at} zone={zone} format="time" />
          </p>
        )}
      </div>
    </Dialog>
  )
}
