"""From a hardware specification to Verilog that was checked, with the evidence."""
