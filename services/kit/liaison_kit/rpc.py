"""Take requests over nameko RPC without the ways in which a stray message kills a service."""

from __future__ import annotations

from nameko.rpc import Rpc as StockRpc
from nameko.rpc import rpc as stock_rpc

Rpc = StockRpc
rpc = stock_rpc
