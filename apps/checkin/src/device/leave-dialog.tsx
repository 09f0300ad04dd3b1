import { Button } from '@tessera/ui/button'
import { Dialog, DialogClose } from '@tessera/ui/dialog'
import { Notice } from '@tessera/ui/notice'
import { LogOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { leave, log } from '../door/door-app.ts'
import { useObserved } from '../syncing/observable.ts'

export function LeaveDialog() {
  const { t } = useTranslation('checkin')
  const unsent = useObserved(log.records).filter(record => record.state === 'waiting').length
  return (
    <Dialog
      title={t('device.leave_title')}
      description={t('device.leave_text')}
      trigger={
        <Button size="lg" icon={<LogOut aria-hidden="true" />}>
          {t('device.leave')}
        </Button>
      }
      actions={
        <>
          <DialogClose render={<Button size="lg">{t('device.stay')}</Button>} />
          <Button size="lg" variant="danger" onClick={() => void leave('by_hand')}>
            {t('device.leave_anyway')}
          </Button>
        </>
      }
    >
      {unsent > 0 && <Notice tone="danger">{t('device.leave_unsent', { count: unsent })}</Notice>}
    </Dialog>
  )
}
