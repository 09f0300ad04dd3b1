import { useNavigate } from '@tanstack/react-router'
import { CommandPalette } from '@tessera/ui/command-palette'
import { useTranslation } from 'react-i18next'
import { navGroups } from './nav-entries.ts'

/** Loaded when it is first opened. */
export default function ConsolePalette({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  return (
    <CommandPalette
      open={open}
      onOpenChange={onOpenChange}
      groups={[
        {
          label: t('frame.go_to'),
          commands: navGroups
            .flatMap(group => group.entries)
            .map(({ id, to, Icon }) => ({
              id,
              label: t(`nav.${id}`),
              icon: <Icon aria-hidden="true" />,
              run: () => void navigate({ to }),
            })),
        },
      ]}
    />
  )
}
