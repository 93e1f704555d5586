// Tend on a phone: the shell (styles, script, icons, and one page for when there is no network) is kept by the browser. Never a page
// with anybody on it: those come from the network or not at all.
const SHELF = 'tend-VERSION';
const SHELL = ['/offline', ASSETS];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const older = (names) => names.filter((name) => name.startsWith('tend-') && name !== SHELF);
  event.waitUntil(caches.keys().then((names) => Promise.all(older(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match('/offline')));
  }
});

// Told at once: what stands on the lock screen is what came, and a press leads there.
self.addEventListener('push', (event) => {
  const { title = 'Tend', href = '/', mark = 'tend' } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { tag: mark, renotify: true, icon: '/icons/icon-192.png', data: { href } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const to = new URL(event.notification.data?.href ?? '/', location.origin);
  if (to.origin !== location.origin) return;
  const goes = async () => {
    const [tab] = await self.clients.matchAll({ type: 'window' });
    return tab ? (await tab.focus()).navigate(to.href) : self.clients.openWindow(to.href);
  };
  event.waitUntil(goes());
});
