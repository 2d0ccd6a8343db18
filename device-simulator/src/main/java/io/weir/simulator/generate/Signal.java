package io.weir.simulator.generate;

import io.weir.simulator.fleet.ValueModel;
import io.weir.simulator.fleet.ValueModel.Battery;
import io.weir.simulator.fleet.ValueModel.Constant;
import io.weir.simulator.fleet.ValueModel.Drift;
import io.weir.simulator.fleet.ValueModel.RandomWalk;
import io.weir.simulator.fleet.ValueModel.Sine;
import io.weir.simulator.fleet.ValueModel.StepFault;

/** The value of one field of one device over time. Asked with times that never run backwards. */
interface Signal {

  /** The value at a time after the device's first reading. */
  double at(long elapsedMicros, SimRandom random);

  /** Starts a signal, drawing what it needs to differ from device to device. */
  static Signal of(ValueModel model, SimRandom random) {
    if (model instanceof Constant constant) {
      return (elapsed, r) -> constant.value();
    }
    if (model instanceof Sine sine) {
      double phase = random.nextDouble();
      return (elapsed, r) -> {
        double turns = (double) elapsed / sine.periodMicros() + phase;
        double wave = sine.amplitude() * StrictMath.sin(2 * StrictMath.PI * turns);
        return sine.mean() + wave + noise(sine.noise(), r);
      };
    }
    if (model instanceof RandomWalk walk) {
      return new Walk(walk);
    }
    if (model instanceof StepFault fault) {
      return new Step(fault, random.exponentialMicros(fault.everyMicros()));
    }
    if (model instanceof Drift drift) {
      return (elapsed, r) ->
          drift.start() + drift.perHour() * (elapsed / 3.6e9) + noise(drift.noise(), r);
    }
    Battery battery = (Battery) model;
    return new Discharge(battery, random.nextDouble());
  }

  private static double noise(double deviation, SimRandom random) {
    return deviation == 0 ? 0 : deviation * random.nextGaussian();
  }

  /** Bounces off its bounds. */
  final class Walk implements Signal {
    private final RandomWalk model;
    private double value;

    Walk(RandomWalk model) {
      this.model = model;
      this.value = model.start();
    }

    @Override
    public double at(long elapsedMicros, SimRandom random) {
      double current = value;
      double next = value + model.step() * random.nextGaussian();
      if (next > model.max()) {
        next = 2 * model.max() - next;
      } else if (next < model.min()) {
        next = 2 * model.min() - next;
      }
      value = Math.max(model.min(), Math.min(model.max(), next));
      return current;
    }
  }

  /** Alternates between steady and faulty. */
  final class Step implements Signal {
    private final StepFault model;
    private long faultFromMicros;

    Step(StepFault model, long firstFaultMicros) {
      this.model = model;
      this.faultFromMicros = firstFaultMicros;
    }

    @Override
    public double at(long elapsedMicros, SimRandom random) {
      while (elapsedMicros >= faultFromMicros + model.lastsMicros()) {
        faultFromMicros += model.lastsMicros() + random.exponentialMicros(model.everyMicros());
      }
      double level = elapsedMicros >= faultFromMicros ? model.fault() : model.normal();
      return level + noise(model.noise(), random);
    }
  }

  /** Discharges and is replaced; each device starts somewhere in a battery's life. */
  final class Discharge implements Signal {
    private final Battery model;
    private final double lifeMicros;
    private final double startedMicros;

    Discharge(Battery model, double used) {
      this.model = model;
      double halvings = StrictMath.log(model.full() / model.empty()) / StrictMath.log(2);
      this.lifeMicros = halvings * model.halfLifeMicros();
      this.startedMicros = used * lifeMicros;
    }

    @Override
    public double at(long elapsedMicros, SimRandom random) {
      double age = (startedMicros + elapsedMicros) % lifeMicros;
      return model.full() * StrictMath.pow(2, -age / model.halfLifeMicros());
    }
  }
}
