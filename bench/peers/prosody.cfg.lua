run_as_root = true
pidfile = "FOLDER/prosody.pid"
data_path = "FOLDER"
network_backend = "epoll"
log = { error = "*console" }
modules_enabled = { "saslauth" }
modules_disabled = { "s2s", "tls" }
interfaces = { "127.0.0.1" }
c2s_ports = { PORT }
c2s_require_encryption = false
s2s_ports = {}
authentication = "anonymous"
network_settings = { tcp_backlog = 4096 }
VirtualHost "localhost"
  authentication = "anonymous"
Component "circles.localhost" "muc"
  muc_room_locking = false
