"""MariaDB and Redis: started when they do not answer, on 127.0.0.1 only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from bench import Bench
from console import Trouble, home, quietly, say

SOCKET = "/run/mysqld/mysqld.sock"
LOCAL = ("127.0.0.1", "localhost", "::1")


def start(bench: Bench) -> None:
	"""Have everything answer that a site needs. Raises Trouble naming the service that does not."""
	_mariadb(bench)
	for kind in ("cache", "queue"):
		_redis(bench, kind)


def free(port: int) -> bool:
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True


def next_free(port: int) -> int:
	"""`port`, or the first free one after it."""
	return next(number for number in range(port, 65536) if free(number))


def database_socket(bench: Bench) -> str:
	"""The path of the local MariaDB's socket; "" when the bench's database is on another host."""
	config = bench.config()
	if config.get("db_host", "127.0.0.1") not in LOCAL:
		return ""
	return config.get("db_socket") or SOCKET


def root_sql(bench: Bench, sql: str) -> None:
	"""Run statements as a database administrator: DB_ROOT_USERNAME if given, else root through the socket."""
	tried = []
	for client in _clients(bench):
		done = quietly([*client, "--execute", sql], env=_client_env(), timeout=120)
		if done.returncode == 0:
			return
		tried.append(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no answer")
	raise Trouble(
		"MariaDB lets nobody create a database here. Run as root, or give DB_ROOT_USERNAME and "
		f"DB_ROOT_PASSWORD. It said: {'; '.join(tried)}"
	)


def copy_database(bench: Bench, source: str, target: str) -> None:
	"""Everything in one database put into another, as root_sql would. Raises Trouble with what went wrong."""
	dumper = shutil.which("mariadb-dump") or shutil.which("mysqldump") or "mariadb-dump"
	said = "no way in"
	for client in _clients(bench):
		asked = [dumper if word == _program() else word for word in client]
		with tempfile.TemporaryFile() as dump:
			done = _piped([*asked, "--single-transaction", source], stdout=dump)
			if not done.returncode:
				dump.seek(0)
				done = _piped([*client, target], stdin=dump)
		if not done.returncode:
			return
		said = done.stderr.decode(errors="replace").strip()[-500:]
	raise Trouble(f"the database {source} could not be copied: {said}")


def _piped(command: list[str], **streams: IO[bytes]) -> subprocess.CompletedProcess[bytes]:
	return subprocess.run(command, stderr=subprocess.PIPE, env=_client_env(), **streams)


def _program() -> str:
	return shutil.which("mariadb") or shutil.which("mysql") or "mariadb"


def _clients(bench: Bench) -> list[list[str]]:
	program = _program()
	config, unix = bench.config(), database_socket(bench)
	local = ["--protocol=socket", f"--socket={unix}"]
	if name := os.environ.get("DB_ROOT_USERNAME"):
		host = [f"--host={config.get('db_host', '127.0.0.1')}", f"--port={config.get('db_port', 3306)}"]
		return [[program, *way, f"--user={name}"] for way in ([local, host] if unix else [host])]
	if not unix:
		raise Trouble("the bench's MariaDB is on another host: give DB_ROOT_USERNAME and DB_ROOT_PASSWORD")
	return [[program, *local, "--user=root"], ["sudo", "-n", program, *local, "--user=root"]]


def _client_env() -> dict[str, str]:
	"""The password goes by the environment, where no list of processes shows it."""
	return {**os.environ, "MYSQL_PWD": os.environ.get("DB_ROOT_PASSWORD", "")}


def _mariadb(bench: Bench) -> None:
	config, unix = bench.config(), database_socket(bench)
	tcp = (config.get("db_host", "127.0.0.1"), int(config.get("db_port", 3306)))
	if _is_mariadb(unix or tcp):
		return
	if not unix:
		raise Trouble(f"MariaDB at {tcp[0]} does not answer on port {tcp[1]}; start it, then try again")
	say("starting MariaDB")
	log = bench.log("mariadb")
	if Path("/run/systemd/system").is_dir() and quietly(["systemctl", "start", "mariadb"]).returncode == 0:
		pass
	elif os.geteuid() == 0 and (server := shutil.which("mariadbd") or shutil.which("mysqld")):
		_prepare_data(unix)
		port = next_free(tcp[1])  # sites reach it through the socket, so any port will do
		_daemon(
			[server, "--user=mysql", f"--socket={unix}", "--bind-address=127.0.0.1", f"--port={port}"], log
		)
	else:
		raise Trouble("MariaDB is not running: start it as root (package mariadb-server), then try again")
	_wait("MariaDB", log, lambda: _is_mariadb(unix))


def _prepare_data(unix: str) -> None:
	folder = Path(unix).parent
	folder.mkdir(parents=True, exist_ok=True)
	shutil.chown(folder, "mysql", "mysql")
	if not Path("/var/lib/mysql/mysql").is_dir():
		quietly(["mariadb-install-db", "--user=mysql", "--datadir=/var/lib/mysql"], timeout=120)


def _redis(bench: Bench, kind: str) -> None:
	"""Start the bench's Redis of this kind; on another port, told by `bench.env`, when its own is taken."""
	url = urlsplit(bench.config().get(f"redis_{kind}") or "")
	host, port = url.hostname or "127.0.0.1", url.port or {"cache": 13000, "queue": 11000}[kind]
	if _is_redis((host, port)):
		return
	if host not in LOCAL:
		raise Trouble(f"Redis at {host} does not answer on port {port}; start it, then try again")
	chosen = port
	if not free(port):
		chosen = next(
			other for other in range(port + 1, 65536) if free(other) or _is_redis(("127.0.0.1", other))
		)
		say(f"port {port} is taken by another program: Redis ({kind}) uses {chosen}")
		bench.env[f"FRAPPE_REDIS_{kind.upper()}"] = f"redis://127.0.0.1:{chosen}"
		if _is_redis(("127.0.0.1", chosen)):
			return
	say(f"starting Redis ({kind})")
	server = shutil.which("redis-server")
	if not server:
		raise Trouble("Redis is not installed (package redis-server)")
	conf = bench.path / "config" / f"redis_{kind}.conf"
	own = [str(conf)] if conf.is_file() else []
	(bench.path / "config" / "pids").mkdir(parents=True, exist_ok=True)
	options = ["--port", str(chosen), "--bind", "127.0.0.1", "--daemonize", "no", "--save", ""]
	log = bench.log(f"redis-{kind}")
	_daemon([server, *own, *options], log)
	_wait(f"Redis ({kind})", log, lambda: _is_redis(("127.0.0.1", chosen)))


def _daemon(command: list[str], log: Path) -> None:
	"""Start a server that outlives this run."""
	log.parent.mkdir(parents=True, exist_ok=True)
	with log.open("ab") as out:
		subprocess.Popen(
			command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, cwd="/"
		)


def _wait(name: str, log: Path, answers, seconds: float = 60) -> None:
	until = time.monotonic() + seconds
	while not answers():
		if time.monotonic() > until:
			raise Trouble(f"{name} did not start within {seconds:.0f} seconds. Log: {home(log)}")
		time.sleep(0.2)


def _connect(address: str | tuple[str, int]) -> socket.socket:
	if isinstance(address, tuple):
		return socket.create_connection(address, timeout=3)
	unix = socket.socket(socket.AF_UNIX)
	unix.settimeout(3)
	unix.connect(address)
	return unix


def _is_mariadb(address: str | tuple[str, int]) -> bool:
	"""A MariaDB server speaks first: a packet of protocol 10, or an error packet."""
	try:
		with _connect(address) as server:
			greeting = server.recv(64)
	except OSError:
		return False
	return len(greeting) > 4 and greeting[4] in (10, 255)


def _is_redis(address: str | tuple[str, int]) -> bool:
	try:
		with _connect(address) as server:
			server.sendall(b"PING\r\n")
			answer = server.recv(64)
	except OSError:
		return False
	return answer.startswith((b"+PONG", b"-NOAUTH", b"-LOADING"))
