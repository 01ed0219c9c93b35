"""A small desk to try everything on: made afresh, alive, simulated, and gone afterwards."""

from agentconsole.desk.demo.cast import Cast, play
from agentconsole.desk.demo.channel import SimulatedChannel
from agentconsole.desk.demo.guide import GUIDE
from agentconsole.desk.demo.living import demo_desk
from agentconsole.desk.demo.making import make_demo

__all__ = ["GUIDE", "Cast", "SimulatedChannel", "demo_desk", "make_demo", "play"]
