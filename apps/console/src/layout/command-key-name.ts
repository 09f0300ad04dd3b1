export const onMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac')

export const commandKey = onMac ? '⌘' : 'Ctrl'
