"""The API: orders are in PostgreSQL, flags in ZooKeeper."""

import http.server
import json
import os
import signal
import sys

import psycopg2
from kazoo.client import KazooClient


def query(statement, *values):
    """Connects as the service file says."""
    connection = psycopg2.connect('')
    with connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    connection.close()
    return rows


def flag(name, value=None):
    client = KazooClient(os.environ['ZOOKEEPER'])
    client.start(timeout=10)
    try:
        path = f'/flags/{name}'
        if value is not None:
            client.ensure_path(path)
            client.set(path, value.encode())
        return client.get(path)[0].decode()
    finally:
        client.stop()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith('/flags/'):
            self.answer(flag(self.path.split('/')[2]))
        elif self.path == '/orders':
            self.answer([item for item, in query('select item from orders order by id')])
        else:
            self.answer('ok')

    def do_PUT(self):
        text = self.rfile.read(int(self.headers['content-length'])).decode()
        if self.path.startswith('/flags/'):
            self.answer(flag(self.path.split('/')[2], text))
        else:
            self.answer(query('insert into orders (item) values (%s) returning id', text)[0][0])

    def answer(self, what):
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
# It would not start without its table.
print('orders:', query('select count(*) from orders')[0][0], flush=True)
http.server.ThreadingHTTPServer(('', 8080), Handler).serve_forever()
